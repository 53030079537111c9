package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.metrics.DirectoryMeters;
import dev.weakref.boot.metrics.FinalizerMeters;
import dev.weakref.boot.metrics.LockMeters;
import dev.weakref.boot.metrics.ReaperMeters;
import dev.weakref.boot.metrics.RemovableMeters;
import dev.weakref.boot.metrics.WeakRefMeters;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.event.WeakApplicationListeners;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of meters.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class,
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ MeterRegistry.class, Reaper.class })
public final class WeakRefMetricsAutoConfiguration {

	/**
	 * Returns the binder of all meters. It requests each feature, so that the meters
	 * exist before it is used.
	 */
	@Bean
	@ConditionalOnMissingBean
	WeakRefMeters weakRefMeters(ListableBeanFactory beanFactory) {
		return new WeakRefMeters(new PerFeature<RemovableMeters>("the meters", beanFactory)
			.add(WeakCaches.class, (caches) -> new DirectoryMeters(caches.directory()))
			.add(WeakCollections.class, (collections) -> new DirectoryMeters(collections.directory()))
			.add(Memoizers.class, (memoizers) -> new DirectoryMeters(memoizers.directory()))
			.add(WeakRegistry.class, (registry) -> new DirectoryMeters(registry.directory()))
			.add(TrackedBeans.class, (beans) -> new DirectoryMeters(beans.directory()))
			.add(Signals.class, (signals) -> new DirectoryMeters(signals.directory()))
			.add(WeakApplicationListeners.class, (listeners) -> new DirectoryMeters(listeners.directory()))
			.add(Finalizers.class, FinalizerMeters::new)
			.addAll(WeakLocks.class, LockMeters::new)
			.add(Reaper.class, ReaperMeters::new)
			.toList());
	}

}
