package dev.weakref.autoconfigure;

import dev.weakref.actuate.WeakRefsEndpoint;
import dev.weakref.actuate.WeakRefsEndpointWebExtension;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link WeakRefsEndpoint}.
 */
@AutoConfiguration(after = { WeakRefAutoConfiguration.class, WeakRefRegistryAutoConfiguration.class,
		FinalizerAutoConfiguration.class, WeakRefSignalAutoConfiguration.class })
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(WeakRefsEndpoint.class)
@ConditionalOnBean({ WeakCaches.class, WeakCollections.class, Reaper.class })
public final class WeakRefEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	WeakRefsEndpoint weakRefsEndpoint(WeakCaches caches, WeakCollections collections,
			ObjectProvider<WeakRegistry> registry, ObjectProvider<Finalizers> finalizers,
			ObjectProvider<Signals> signals, Reaper reaper) {
		return new WeakRefsEndpoint(caches, collections, registry.getIfAvailable(), finalizers.getIfAvailable(),
				signals.getIfAvailable(), reaper);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(exposure = EndpointExposure.WEB)
	WeakRefsEndpointWebExtension weakRefsEndpointWebExtension(WeakRefsEndpoint endpoint) {
		return new WeakRefsEndpointWebExtension(endpoint);
	}

}
