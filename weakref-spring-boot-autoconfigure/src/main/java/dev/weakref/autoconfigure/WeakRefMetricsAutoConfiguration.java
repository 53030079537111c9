package dev.weakref.autoconfigure;

import java.util.Map;

import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.metrics.FinalizerMeters;
import dev.weakref.metrics.ListenerMeters;
import dev.weakref.metrics.LockMeters;
import dev.weakref.metrics.MemoMeters;
import dev.weakref.metrics.ReaperMeters;
import dev.weakref.metrics.SignalMeters;
import dev.weakref.metrics.TrackedBeanMeters;
import dev.weakref.metrics.WeakCacheMeters;
import dev.weakref.metrics.WeakCollectionMeters;
import dev.weakref.metrics.WeakRegistryMeters;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.event.WeakApplicationListeners;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of meters.
 */
@AutoConfiguration(after = { WeakRefAutoConfiguration.class, WeakRefRegistryAutoConfiguration.class,
		TrackedBeansAutoConfiguration.class, FinalizerAutoConfiguration.class, WeakRefSignalAutoConfiguration.class,
		MemoizedAutoConfiguration.class, WeakRefListenerAutoConfiguration.class, WeakRefLockAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, WeakCaches.class, WeakCollections.class, Reaper.class })
public final class WeakRefMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WeakCacheMeters weakCacheMeters(WeakCaches caches) {
		return new WeakCacheMeters(caches);
	}

	@Bean
	@ConditionalOnMissingBean
	WeakCollectionMeters weakCollectionMeters(WeakCollections collections) {
		return new WeakCollectionMeters(collections);
	}

	@Bean
	@ConditionalOnBean(Memoizers.class)
	@ConditionalOnMissingBean
	MemoMeters weakRefMemoMeters(Memoizers memoizers) {
		return new MemoMeters(memoizers);
	}

	@Bean
	@ConditionalOnBean(WeakRegistry.class)
	@ConditionalOnMissingBean
	WeakRegistryMeters weakRegistryMeters(WeakRegistry registry) {
		return new WeakRegistryMeters(registry);
	}

	@Bean
	@ConditionalOnBean(TrackedBeans.class)
	@ConditionalOnMissingBean
	TrackedBeanMeters weakRefTrackedBeanMeters(TrackedBeans trackedBeans) {
		return new TrackedBeanMeters(trackedBeans);
	}

	@Bean
	@ConditionalOnBean(Signals.class)
	@ConditionalOnMissingBean
	SignalMeters weakRefSignalMeters(Signals signals) {
		return new SignalMeters(signals);
	}

	@Bean
	@ConditionalOnBean(WeakApplicationListeners.class)
	@ConditionalOnMissingBean
	ListenerMeters weakRefListenerMeters(WeakApplicationListeners listeners) {
		return new ListenerMeters(listeners);
	}

	@Bean
	@ConditionalOnBean(Finalizers.class)
	@ConditionalOnMissingBean
	FinalizerMeters weakRefFinalizerMeters(Finalizers finalizers) {
		return new FinalizerMeters(finalizers);
	}

	@Bean
	@ConditionalOnBean(WeakLocks.class)
	@ConditionalOnMissingBean
	LockMeters weakLockMeters(Map<String, WeakLocks> locks) {
		return new LockMeters(locks);
	}

	@Bean
	@ConditionalOnMissingBean
	ReaperMeters weakRefReaperMeters(Reaper reaper) {
		return new ReaperMeters(reaper);
	}

}
