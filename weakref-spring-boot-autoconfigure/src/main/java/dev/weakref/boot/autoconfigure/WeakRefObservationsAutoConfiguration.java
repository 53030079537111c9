package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.observation.LoadObservations;
import dev.weakref.boot.observation.WeakCacheLoadObservationConvention;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of observations. The registry is looked up by the first load, so
 * that it may be defined later than this.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBooleanProperty("weakref.observations.enabled")
public final class WeakRefObservationsAutoConfiguration {

	/**
	 * Conditions of an auto-configuration itself are checked together, and to look for a
	 * class is to load it. This one is checked only if the property is set.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(ObservationRegistry.class)
	static class ObservedLoads {

		@Bean
		WeakCacheCustomizer weakRefLoadObservations(ObjectProvider<ObservationRegistry> registry,
				ObjectProvider<WeakCacheLoadObservationConvention> convention) {
			LoadObservations observations = new LoadObservations(
					() -> registry.getIfUnique(() -> ObservationRegistry.NOOP), convention::getIfUnique);
			return (cache) -> cache.loadObserver(observations);
		}

	}

}
