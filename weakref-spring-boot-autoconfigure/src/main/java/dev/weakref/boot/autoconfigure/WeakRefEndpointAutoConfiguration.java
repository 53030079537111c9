package dev.weakref.boot.autoconfigure;

import java.time.Duration;

import dev.weakref.boot.actuate.BeansDescriptor;
import dev.weakref.boot.actuate.CacheDescriptor;
import dev.weakref.boot.actuate.CollectionDescriptor;
import dev.weakref.boot.actuate.FinalizersDescriptor;
import dev.weakref.boot.actuate.GroupDescriptor;
import dev.weakref.boot.actuate.ListenersDescriptor;
import dev.weakref.boot.actuate.LocksDescriptor;
import dev.weakref.boot.actuate.MemoDescriptor;
import dev.weakref.boot.actuate.MetersDescriptor;
import dev.weakref.boot.actuate.ReaperDescriptor;
import dev.weakref.boot.actuate.SignalDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.actuate.WeakRefsEndpointWebExtension;
import dev.weakref.boot.actuate.WeakRefsPage;
import dev.weakref.boot.actuate.WeakRefsSection;
import dev.weakref.boot.metrics.WeakMeters;
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
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.EndpointAccessResolver;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link WeakRefsEndpoint} and its sections.
 */
@AutoConfiguration(after = { WeakRefAutoConfiguration.class, WeakMetersAutoConfiguration.class })
@RegisterReflectionForBinding({ CacheDescriptor.class, CollectionDescriptor.class, MemoDescriptor.class,
		GroupDescriptor.class, BeansDescriptor.class, FinalizersDescriptor.class, SignalDescriptor.class,
		ListenersDescriptor.class, LocksDescriptor.class, MetersDescriptor.class, ReaperDescriptor.class })
@ImportRuntimeHints(WeakRefsPage.Hints.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(WeakRefsEndpoint.class)
@ConditionalOnBean(WeakCaches.class)
public final class WeakRefEndpointAutoConfiguration {

	private static final String ID = "weakrefs";

	private static final String PAGE = "management.endpoint.weakrefs.page.enabled";

	private static final String TIME_TO_LIVE = "management.endpoint.weakrefs.cache.time-to-live";

	/**
	 * Returns the endpoint. The sections of this library come first, then those that are
	 * beans, and the reaper last.
	 */
	@Bean
	@ConditionalOnMissingBean
	WeakRefsEndpoint weakRefsEndpoint(WeakCaches caches, ListableBeanFactory beanFactory, Environment environment) {
		Binder.get(environment, new UnitlessDurations(environment)).bind(TIME_TO_LIVE, Duration.class);
		return new WeakRefsEndpoint(caches, new PerFeature<WeakRefsSection>("the sections of the endpoint", beanFactory)
			.add(WeakCaches.class, (all) -> WeakRefsSection.of("caches", all.directory(), CacheDescriptor::of))
			.add(WeakCollections.class,
					(collections) -> WeakRefsSection.of("collections", collections.directory(),
							CollectionDescriptor::of))
			.add(Memoizers.class,
					(memoized) -> WeakRefsSection.of("memoized", memoized.directory(), MemoDescriptor::of))
			.add(WeakRegistry.class,
					(registry) -> WeakRefsSection.of("registry", registry.directory(), GroupDescriptor::of))
			.add(TrackedBeans.class, (beans) -> WeakRefsSection.of("beans", beans.directory(), BeansDescriptor::of))
			.add(Finalizers.class,
					(finalizers) -> WeakRefsSection.of("finalizers",
							() -> FinalizersDescriptor.of(finalizers.statistics())))
			.add(Signals.class, (signals) -> WeakRefsSection.of("signals", signals.directory(), SignalDescriptor::of))
			.add(WeakApplicationListeners.class,
					(listeners) -> WeakRefsSection.of("listeners", listeners.directory(), ListenersDescriptor::of))
			.addAll(WeakLocks.class,
					(locks) -> WeakRefsSection.of("locks", locks, (named) -> LocksDescriptor.of(named.statistics())))
			.addBeans(WeakRefsSection.class)
			.add(Reaper.class, (reaper) -> WeakRefsSection.of("reaper", () -> ReaperDescriptor.of(reaper.statistics())))
			.toList());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	@ConditionalOnBooleanProperty(name = PAGE, havingValue = false)
	WeakRefsEndpointWebExtension weakRefsEndpointWebExtension(WeakRefsEndpoint endpoint) {
		return new WeakRefsEndpointWebExtension(endpoint);
	}

	/**
	 * Returns the page for browsers. The endpoints by their paths include this one, so
	 * they are asked later.
	 */
	@Bean
	@ConditionalOnMissingBean(WeakRefsEndpointWebExtension.class)
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	@ConditionalOnBooleanProperty(name = PAGE, matchIfMissing = true)
	WeakRefsPage weakRefsPage(WeakRefsEndpoint endpoint, ObjectProvider<PathMappedEndpoints> paths,
			ObjectProvider<EndpointAccessResolver> access) {
		return new WeakRefsPage(endpoint, () -> path(paths.getIfAvailable()), () -> isUnrestricted(access));
	}

	private static String path(@Nullable PathMappedEndpoints paths) {
		String path = (paths != null) ? paths.getPath(EndpointId.of(ID)) : null;
		return (path != null) ? path : ID;
	}

	private static boolean isUnrestricted(ObjectProvider<EndpointAccessResolver> resolver) {
		return resolver.stream()
			.allMatch((it) -> it.accessFor(EndpointId.of(ID), Access.UNRESTRICTED) == Access.UNRESTRICTED);
	}

	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(MeterRegistry.class)
	static class MetersConfiguration {

		@Bean
		@Order(0)
		@ConditionalOnBean(WeakMeters.class)
		WeakRefsSection weakRefsMetersSection(WeakMeters meters) {
			return WeakRefsSection.of("meters", () -> MetersDescriptor.of(meters.statistics()));
		}

	}

}
