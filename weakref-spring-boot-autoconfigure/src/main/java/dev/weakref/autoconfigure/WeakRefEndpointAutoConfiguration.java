package dev.weakref.autoconfigure;

import java.util.Map;

import dev.weakref.actuate.BeansDescriptor;
import dev.weakref.actuate.CacheDescriptor;
import dev.weakref.actuate.CollectionDescriptor;
import dev.weakref.actuate.FinalizersDescriptor;
import dev.weakref.actuate.GroupDescriptor;
import dev.weakref.actuate.ListenersDescriptor;
import dev.weakref.actuate.LocksDescriptor;
import dev.weakref.actuate.MemoDescriptor;
import dev.weakref.actuate.MetersDescriptor;
import dev.weakref.actuate.ReaperDescriptor;
import dev.weakref.actuate.SignalDescriptor;
import dev.weakref.actuate.WeakRefsEndpoint;
import dev.weakref.actuate.WeakRefsEndpointWebExtension;
import dev.weakref.actuate.WeakRefsSection;
import dev.weakref.actuate.WeakRefsSections;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.metrics.WeakMeters;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.event.WeakApplicationListeners;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Auto-configuration of the {@link WeakRefsEndpoint} and its sections.
 */
@AutoConfiguration(after = { WeakRefAutoConfiguration.class, WeakRefRegistryAutoConfiguration.class,
		TrackedBeansAutoConfiguration.class, FinalizerAutoConfiguration.class, WeakRefSignalAutoConfiguration.class,
		MemoizedAutoConfiguration.class, WeakRefListenerAutoConfiguration.class, WeakRefLockAutoConfiguration.class,
		WeakMetersAutoConfiguration.class })
@RegisterReflectionForBinding({ CacheDescriptor.class, CollectionDescriptor.class, MemoDescriptor.class,
		GroupDescriptor.class, BeansDescriptor.class, FinalizersDescriptor.class, SignalDescriptor.class,
		ListenersDescriptor.class, LocksDescriptor.class, MetersDescriptor.class, ReaperDescriptor.class })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(WeakRefsEndpoint.class)
@ConditionalOnBean({ WeakCaches.class, WeakCollections.class, Reaper.class })
public final class WeakRefEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WeakRefsEndpoint weakRefsEndpoint(WeakCaches caches, ObjectProvider<WeakRefsSection> sections) {
		return new WeakRefsEndpoint(caches, sections.orderedStream().toList());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	WeakRefsEndpointWebExtension weakRefsEndpointWebExtension(WeakRefsEndpoint endpoint) {
		return new WeakRefsEndpointWebExtension(endpoint);
	}

	@Bean
	@Order(10)
	WeakRefsSection weakRefsCachesSection(WeakCaches caches) {
		return WeakRefsSections.caches(caches);
	}

	@Bean
	@Order(20)
	WeakRefsSection weakRefsCollectionsSection(WeakCollections collections) {
		return WeakRefsSections.collections(collections);
	}

	@Bean
	@Order(25)
	@ConditionalOnBean(Memoizers.class)
	WeakRefsSection weakRefsMemoizedSection(Memoizers memoizers) {
		return WeakRefsSections.memoized(memoizers);
	}

	@Bean
	@Order(30)
	@ConditionalOnBean(WeakRegistry.class)
	WeakRefsSection weakRefsRegistrySection(WeakRegistry registry) {
		return WeakRefsSections.registry(registry);
	}

	@Bean
	@Order(35)
	@ConditionalOnBean(TrackedBeans.class)
	WeakRefsSection weakRefsBeansSection(TrackedBeans trackedBeans) {
		return WeakRefsSections.beans(trackedBeans);
	}

	@Bean
	@Order(40)
	@ConditionalOnBean(Finalizers.class)
	WeakRefsSection weakRefsFinalizersSection(Finalizers finalizers) {
		return WeakRefsSections.finalizers(finalizers);
	}

	@Bean
	@Order(50)
	@ConditionalOnBean(Signals.class)
	WeakRefsSection weakRefsSignalsSection(Signals signals) {
		return WeakRefsSections.signals(signals);
	}

	@Bean
	@Order(60)
	@ConditionalOnBean(WeakApplicationListeners.class)
	WeakRefsSection weakRefsListenersSection(WeakApplicationListeners listeners) {
		return WeakRefsSections.listeners(listeners);
	}

	@Bean
	@Order(65)
	@ConditionalOnBean(WeakLocks.class)
	WeakRefsSection weakRefsLocksSection(Map<String, WeakLocks> locks) {
		return WeakRefsSections.locks(locks);
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE)
	WeakRefsSection weakRefsReaperSection(Reaper reaper) {
		return WeakRefsSections.reaper(reaper);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MetersConfiguration {

		@Bean
		@Order(70)
		@ConditionalOnBean(WeakMeters.class)
		WeakRefsSection weakRefsMetersSection(WeakMeters meters) {
			return WeakRefsSection.of("meters", () -> MetersDescriptor.of(meters.statistics()));
		}

	}

}
