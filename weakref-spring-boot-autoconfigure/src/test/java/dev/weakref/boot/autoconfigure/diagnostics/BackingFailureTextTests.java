package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.DefaultWeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefRedisAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the texts of an application whose weak cache cannot be put in front of an
 * engine.
 */
class BackingFailureTextTests extends AbstractFailureTextTests {

	private static final String NONE = "Set backing.invalidation to none and backing.max-staleness to the time for which "
			+ "an old value may be returned";

	@Test
	void thereIsNoCacheManager() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing: {}
				""")).contains(
				"The weak cache 'images' could not be made. The property weakref.caches.images.backing (",
				"/application.yml", ") cannot be used: there is no CacheManager whose cache could stand behind it.",
				"Action: Add spring-boot-starter-cache, spring-boot-starter-data-redis and @EnableCaching, or declare a bean of type CacheManager.");
	}

	@Test
	void theManagerOfTheWeakCachesIsTheOnlyOne() {
		assertThat(this.start.with("""
				weakref:
				  cache-manager:
				    default: true
				  caches:
				    images:
				      backing:
				""", DefaultManager.class)).contains("The property weakref.caches.images.backing (",
				"there is no CacheManager whose cache could stand behind it.",
				"Action: Set weakref.cache-manager.default to false, so that Spring Boot makes its own manager.");
	}

	@Test
	void thereAreSeveralCacheManagers() {
		assertThat(this.start.with("""
				weakref:
				  cache-defaults:
				    backing:
				      max-staleness: 5s
				  caches:
				    images:
				""", OneManager.class, OtherManager.class)).contains(
				"The weak cache 'images' could not be made. The property weakref.cache-defaults.backing (",
				FailedStart.setIn("4:22"),
				"there are several CacheManagers, and none is the primary one: [oneManager, otherManager].",
				"Action: Set backing.cache-manager to the name of one of them.");
	}

	@Test
	void thereIsNoManagerOfThatName() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing:
				        cache-manager: redis
				""", OneManager.class)).contains(
				"The property weakref.caches.images.backing.cache-manager is 'redis' (set in ",
				FailedStart.setIn("5:24"), "), but there is no CacheManager of that name; there are [oneManager].",
				"Action: Set it to the name of a bean of type CacheManager other than the one of the weak caches.");
	}

	@Test
	void theManagerHasNoSuchCache() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing:
				        cache: pictures
				""", OneManager.class)).contains(
				"The property weakref.caches.images.backing.cache is 'pictures' (set in ", FailedStart.setIn("5:16"),
				"), but the CacheManager 'oneManager' has no cache of that name.",
				"Action: Add it to that manager, for instance with spring.cache.cache-names, or set backing.cache to one it has.");
	}

	@Test
	void aWeakCacheIsInFrontOfTheSameCacheAlready() {
		assertThat(this.start.with("""
				weakref:
				  cache-defaults:
				    backing:
				      invalidation: none
				      max-staleness: 1s
				  caches:
				    images: {}
				    pictures:
				      backing:
				        cache: images
				""", OneManager.class)).contains("The weak cache 'pictures' could not be made. ",
				"The property weakref.caches.pictures.backing.cache is 'images' (set in ", FailedStart.setIn("10:16"),
				"), but the weak cache 'images' is in front of the same cache already, so there would be two objects for a value.",
				"Action: Inject that one, or set backing.cache to another cache.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			references   | weak-keys   | Set references to weak-values, or leave 'backing' out.
			references   | soft-values | Set references to weak-values, or leave 'backing' out.
			key-equality | identity    | Set key-equality to equals, or leave 'backing' out.
			""")
	void anEngineFindsEntriesByEqualKeysOnly(String property, String value, String remedy) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      %s: %s
				      backing:
				        invalidation: none
				        max-staleness: 1s
				""".formatted(property, value), OneManager.class)).contains(
				"The property weakref.caches.images." + property + " is '" + value + "' (set in ", "- 4:",
				"), but a cache with a backing finds the entries of the engine by equal keys", "Action: " + remedy);
	}

	@Test
	void withoutReportsAStalenessIsRequired() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing:
				        invalidation: none
				""", OneManager.class)).contains("The property weakref.caches.images.backing (",
				FailedStart.setIn("5:23"),
				") cannot be used: nothing tells the cache of changes of the engine, so it would return an old value for ever.",
				"Action: Set backing.max-staleness to the time for which an old value may be returned, such as 2s.");
	}

	@Test
	void theChangesOfAnyManagerAreNotReported() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing: {}
				""", OneManager.class)).contains("The property weakref.caches.images.backing (",
				"changes that other processes make in a org.springframework.cache.concurrent.ConcurrentMapCache are not reported.",
				"Action: " + NONE + ", or to the name of a bean of type InvalidationChannel.");
	}

	@Test
	void theChannelIsUnknown() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing:
				        invalidation: kafka
				""", OneManager.class)).contains(
				"The property weakref.caches.images.backing.invalidation is 'kafka' (set in ",
				FailedStart.setIn("5:23"),
				"has no such channel, and there is no bean of type InvalidationChannel of that name.",
				"Action: Set it to none, or to the name of such a bean.");
	}

	@ParameterizedTest
	@CsvSource({ "max-staleness", "serve-local-for" })
	void aTimeMustBePositive(String property) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing:
				        invalidation: none
				        %s: 0s
				""".formatted(property), OneManager.class)).contains(
				"The property weakref.caches.images.backing." + property + " is '0s' (set in ",
				"), but the duration must be positive.", "Action: Set a positive duration such as 30s, 5m or 1h");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			when-lost | ignore | bypass, serve-local
			when-down | ignore | fail, load
			""")
	void aRuleIsUnknown(String property, String value, String rules) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      backing:
				        %s: %s
				""".formatted(property, value), OneManager.class)).contains("weakref.caches.images.backing." + property,
				"'" + value + "'", rules);
	}

	@Test
	void theTimeoutOfCommandsIsLongerThanTheStaleness() {
		assertThat(this.start.with("""
				spring.data.redis:
				  port: 1
				  timeout: 3s
				weakref:
				  caches:
				    images:
				      backing:
				        max-staleness: 1s
				""", RedisManager.class)).contains(
				"The property weakref.caches.images.backing.max-staleness is '1s' (set in ", FailedStart.setIn("8:24"),
				"), but a command to Redis may take longer, 3000 ms, so a look-up would wait for longer than its answer may be old.",
				"Action: Set spring.data.redis.timeout to 1000ms or less, or max-staleness to more.");
	}

	@Test
	void aClusterOfRedisCannotReportChanges() {
		assertThat(this.start.with("""
				spring.data.redis:
				  cluster.nodes: "127.0.0.1:1"
				  timeout: 1s
				weakref:
				  caches:
				    images:
				      backing: {}
				""", RedisManager.class)).contains("The property weakref.caches.images.backing (", "/application.yml",
				"a Redis cluster, where each node reports only its own changes, is not supported.",
				"Action: Use Redis standalone or with Sentinel. " + NONE);
	}

	@Configuration(proxyBeanMethods = false)
	static class OneManager {

		@Bean
		CacheManager oneManager() {
			return new ConcurrentMapCacheManager("images");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherManager {

		@Bean
		CacheManager otherManager() {
			return new ConcurrentMapCacheManager("images");
		}

	}

	@EnableCaching
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DefaultWeakCacheManagerAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class,
			CacheAutoConfiguration.class })
	static class DefaultManager {

	}

	@EnableCaching
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataRedisAutoConfiguration.class, CacheAutoConfiguration.class,
			WeakRefRedisAutoConfiguration.class })
	static class RedisManager {

	}

}
