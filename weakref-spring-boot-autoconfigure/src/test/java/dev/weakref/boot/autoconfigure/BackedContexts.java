package dev.weakref.boot.autoconfigure;

import java.util.Objects;

import dev.weakref.boot.actuate.BackingHealthIndicator;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Contexts with caches in front of engines, and their state.
 */
final class BackedContexts {

	private BackedContexts() {
	}

	static ApplicationContextRunner contextRunner() {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakCacheManagerAutoConfiguration.class, WeakRefRedisAutoConfiguration.class,
				WeakRefHazelcastAutoConfiguration.class, WeakRefHealthContributorAutoConfiguration.class));
	}

	@SuppressWarnings("unchecked")
	static WeakCache<Object, Object> cache(AssertableApplicationContext context, String name) {
		return context.getBean(name, WeakCache.class);
	}

	static BackingOrigin origin(AssertableApplicationContext context, String name) {
		assertThat(context).hasNotFailed();
		return context.getBean(WeakCaches.class)
			.directory()
			.all()
			.stream()
			.filter((cache) -> cache.name().equals(name))
			.findFirst()
			.orElseThrow()
			.backing();
	}

	static BackingStatistics statistics(AssertableApplicationContext context, String name) {
		return Objects.requireNonNull(cache(context, name).backingStatistics());
	}

	static Status health(AssertableApplicationContext context) {
		return context.getBean(BackingHealthIndicator.class).health().getStatus();
	}

	@EnableCaching
	@Configuration(proxyBeanMethods = false)
	static class Caching {

	}

}
