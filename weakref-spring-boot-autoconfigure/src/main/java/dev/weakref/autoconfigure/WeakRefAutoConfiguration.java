package dev.weakref.autoconfigure;

import java.time.Duration;

import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.reaper.Reaper;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the reaper and of weak caches: those in the configuration of the
 * application, and the factories of caches and collections made at run time.
 */
@AutoConfiguration
@EnableConfigurationProperties(WeakRefProperties.class)
public final class WeakRefAutoConfiguration {

	@Bean
	static WeakCacheBeans weakCacheBeans(Environment environment) {
		return new WeakCacheBeans(environment);
	}

	@Bean
	static WeakCacheRegistrar weakCacheRegistrar(ObjectProvider<WeakCaches> weakCaches) {
		return new WeakCacheRegistrar(weakCaches);
	}

	@Bean
	@ConditionalOnMissingBean
	Reaper weakRefReaper(WeakRefProperties properties, ListableBeanFactory beanFactory) {
		Duration slowThreshold = properties.getCallbacks().getSlowThreshold();
		if (slowThreshold.isNegative() || slowThreshold.isZero()) {
			throw new WeakRefConfigurationException("weakref.callbacks.slow-threshold", slowThreshold,
					"the duration must be positive", "Set a positive duration such as 100ms or 1s");
		}
		Reaper.Builder reaper = Reaper.builder()
			.slowThreshold(slowThreshold)
			.lastingObjects(properties.getCallbacks().getLastingObjects());
		new CallbackExecutors(beanFactory).find(properties.getCallbacks().getExecutor()).ifPresent(reaper::executor);
		return reaper.start();
	}

	@Bean
	WeakCacheSetup weakCacheSetup(WeakRefProperties properties, ObjectProvider<WeakCacheCustomizer> customizers) {
		return new WeakCacheSetup(properties, customizers);
	}

	@Bean
	@ConditionalOnMissingBean
	WeakCaches weakCaches(Reaper reaper, WeakCacheSetup setup) {
		return new WeakCaches(reaper, setup);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakCollections weakCollections(Reaper reaper) {
		return new WeakCollections(reaper);
	}

}
