package dev.weakref.boot.autoconfigure;

import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.cache.CachedMethodCheck;
import dev.weakref.spring.cache.WeakCacheManager;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.cache.interceptor.CacheOperationSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the {@link WeakCacheManager} for applications that enable
 * caching. It stands beside any other manager and is used where it is named, or where
 * there is no other one.
 */
@AutoConfiguration(after = { WeakRefAutoConfiguration.class, DefaultWeakCacheManagerAutoConfiguration.class },
		afterName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
		beforeName = "org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration")
@ConditionalOnBean({ CacheAspectSupport.class, WeakCaches.class, Reaper.class })
public final class WeakCacheManagerAutoConfiguration {

	@Bean
	@Fallback
	@ConditionalOnMissingBean
	WeakCacheManager weakCacheManager(WeakCaches caches, Reaper reaper) {
		return new WeakCacheManager(caches, reaper.suitability());
	}

	@Bean
	CachedMethodCheck weakRefCachedMethodCheck(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<CacheOperationSource> sources, Environment environment) {
		return new CachedMethodCheck(beanFactory, sources, new CacheNames(environment)::writtenKey);
	}

}
