package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import kotlin.coroutines.Continuation;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.CacheEvict;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

/**
 * Beans whose methods use caches, and the set-up of those caches.
 */
final class CachedMethods {

	static final String BY_IDENTITY = """
			weakref:
			  caches:
			    permissions:
			      references: %s
			      key-equality: identity
			""";

	private CachedMethods() {
	}

	static ApplicationContextRunner contextRunner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class))
			.withUserConfiguration(Caching.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	@ImportAutoConfiguration(WeakCacheManagerAutoConfiguration.class)
	static class Caching {

	}

	static class One {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(Object user) {
			return new Object();
		}

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object all() {
			return new Object();
		}

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager", key = "#user")
		Object byExpression(Object user, Object reason) {
			return new Object();
		}

	}

	static class Two {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(Object user, Object document) {
			return new Object();
		}

	}

	static class Text {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(String user) {
			return new Object();
		}

	}

	static class Number {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(int user) {
			return new Object();
		}

	}

	static class Array {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(Object... users) {
			return new Object();
		}

	}

	static class Evicting {

		@CacheEvict(cacheNames = "permissions", cacheManager = "weakCacheManager")
		void permissions(String user) {
		}

	}

	static class ByDefault {

		@Cacheable("permissions")
		Object permissions(String user) {
			return new Object();
		}

	}

	@Lazy
	static class LazyOne {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(String user) {
			return new Object();
		}

	}

	@Scope("prototype")
	static class Prototype {

		@Cacheable(cacheNames = "permissions", cacheManager = "weakCacheManager")
		Object permissions(String user) {
			return new Object();
		}

	}

	static class Elsewhere {

		@Bean
		CacheManager cacheManager() {
			return new ConcurrentMapCacheManager();
		}

		@Cacheable("permissions")
		Object permissions(Object user, Object document) {
			return new Object();
		}

	}

	static class Suspending {

		@Cacheable("permissions")
		public Object permissions(Object user, Continuation<? super Long> continuation) {
			return 1L;
		}

	}

	static class Numbers {

		@Cacheable("permissions")
		long permissions(String user) {
			return 1;
		}

		@Cacheable("permissions")
		Integer others(String user) {
			return 1;
		}

	}

	static class Units {

		@Cacheable("permissions")
		TimeUnit permissions(String user) {
			return TimeUnit.DAYS;
		}

	}

	static class Futures {

		@Cacheable("permissions")
		CompletableFuture<Boolean> permissions(String user) {
			return CompletableFuture.completedFuture(true);
		}

	}

	static class Monos {

		@Cacheable("permissions")
		Mono<Integer> permissions(String user) {
			return Mono.just(1);
		}

	}

	static class Dotted {

		@Cacheable("shop.prices")
		Object price(Object one, Object other) {
			return new Object();
		}

		@Cacheable("shop.taxes")
		Object tax(Object one) {
			return new Object();
		}

	}

}
