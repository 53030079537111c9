package dev.weakref.docs;

import dev.weakref.boot.autoconfigure.WeakCacheCustomizer;
import dev.weakref.collection.References;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Customizes one cache.
 */
// tag::customizer[]
@Configuration(proxyBeanMethods = false)
class ImagesConfiguration {

	private static final Logger logger = LoggerFactory.getLogger(ImagesConfiguration.class);

	@Bean
	WeakCacheCustomizer imagesAreNeverSoft() {
		return WeakCacheCustomizer.of("images", (cache) -> cache.references(References.WEAK_VALUES)
			.listener((key, cause) -> logger.info("{} is gone: {}", key, cause)));
	}

}
// end::customizer[]
