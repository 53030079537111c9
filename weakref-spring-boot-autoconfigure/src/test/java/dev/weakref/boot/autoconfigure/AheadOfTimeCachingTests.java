package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.cache.WeakCacheManager;
import dev.weakref.testsupport.Report;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for applications with cached and memoized methods that were processed ahead of
 * time.
 */
@CompileWithForkedClassLoader
class AheadOfTimeCachingTests {

	private static final Class<?>[] CACHING = { Caching.class, CacheAutoConfiguration.class,
			WeakCacheManagerAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class };

	@Test
	void methodsAreCachedAndMemoized() {
		AheadOfTimeTests.process((context) -> {
			Styles styles = context.getBean(Styles.class);
			Object style = styles.cached("a");
			assertThat(styles.cached("a")).isSameAs(style);
			assertThat(context.getBean(WeakCacheManager.class).getCache("images").get("a").get()).isSameAs(style);
			assertThat(context.getBean(CacheManager.class)).isSameAs(context.getBean("cacheManager"));
			assertThat(styles.memoized(style)).isSameAs(styles.memoized(style));
			assertThat(Report.of(context.getBean(WeakRefsEndpoint.class)).<Object>section("memoized").toString())
				.contains("styles.memoized");
		}, (generation) -> {
		}, CACHING);
	}

	@Test
	void memoizedMethodsCanBeCalled() {
		AheadOfTimeTests.process((context) -> {
		}, (generation) -> assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Styles.class, "memoized"))
			.accepts(generation.getRuntimeHints()), CACHING);
	}

	static class Styles {

		@Cacheable(cacheNames = "images", cacheManager = "weakCacheManager")
		Object cached(String name) {
			return new StringBuilder(name);
		}

		@Memoized
		Object memoized(Object style) {
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

		@Bean
		Styles styles() {
			return new Styles();
		}

	}

}
