package dev.weakref.boot.autoconfigure;

import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.cache.WeakCacheManager;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cache.CacheManager;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link WeakCacheManager} in the place of the one that Spring
 * Boot would make, for applications that ask for it and have no manager of their own.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class,
		beforeName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration")
@ConditionalOnBean({ CacheAspectSupport.class, WeakCaches.class, Reaper.class })
@ConditionalOnBooleanProperty("weakref.cache-manager.default")
@ConditionalOnMissingBean(CacheManager.class)
public final class DefaultWeakCacheManagerAutoConfiguration {

	@Bean
	WeakCacheManager weakCacheManager(WeakCaches caches, Reaper reaper) {
		return new WeakCacheManager(caches, reaper.suitability());
	}

}
