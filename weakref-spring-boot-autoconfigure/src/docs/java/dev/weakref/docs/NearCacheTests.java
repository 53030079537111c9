package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefRedisAutoConfiguration;
import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.docs.Templates.Template;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.redis.RedisServer;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The near cache as its page shows it.
 */
class NearCacheTests {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "near-cache.yml", "near-cache-keys.yml" })
	void theShownConfigurationPutsACacheInFrontOfRedis(String file) throws IOException {
		try (RedisServer redis = RedisServer.start()) {
			redisRunner(redis).withPropertyValues("spring.config.location=classpath:docs/" + file)
				.run((context) -> {
					assertThat(context).hasNotFailed();
					@SuppressWarnings("unchecked")
					WeakCache<String, Object> images = context.getBean("images", WeakCache.class);
					images.put("sunrise", List.of("red"));
					assertThat(redis.command("EXISTS", "images::sunrise")).startsWith(":1");
					assertThat(images.backingStatistics()).extracting(BackingStatistics::state)
						.isEqualTo(BackingStatistics.State.TRUSTED);
				});
		}
	}

	@Test
	void aPrefixWithAVersionKeepsVersionsOfAClassApart() throws IOException {
		try (RedisServer redis = RedisServer.start()) {
			redisRunner(redis).withUserConfiguration(Versioned.class)
				.withPropertyValues("spring.config.location=classpath:docs/near-cache.yml")
				.run((context) -> {
					@SuppressWarnings("unchecked")
					WeakCache<String, Object> images = context.getBean("images", WeakCache.class);
					images.put("sunrise", List.of("red"));
					assertThat(redis.command("EXISTS", "images:v2::sunrise")).startsWith(":1");
				});
		}
	}

	private static ApplicationContextRunner redisRunner(RedisServer redis) {
		return new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
					WeakCacheManagerAutoConfiguration.class, WeakRefRedisAutoConfiguration.class,
					DataRedisAutoConfiguration.class, CacheAutoConfiguration.class))
			.withUserConfiguration(Caching.class)
			.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port());
	}

	@Test
	void anEngineOfOnesOwnStandsBehindACache() throws IOException {
		Path file = Files.writeString(this.folder.resolve("greeting"), "Hello");
		try (Reaper reaper = Reaper.start(); WeakCaches caches = new WeakCaches(reaper, (cache) -> {
		})) {
			WeakCache<String, Template> templates = new Templates(caches, this.folder).cache();
			Template hello = templates.getIfPresent("greeting");
			assertThat(hello).isEqualTo(new Template("Hello"));
			assertThat(templates.getIfPresent("greeting")).isSameAs(hello);
			assertThat(templates.isCurrent("greeting", hello)).isTrue();

			Files.writeString(file, "Good morning");
			Awaitility.await()
				.atMost(Duration.ofSeconds(30))
				.until(() -> templates.getIfPresent("greeting"), new Template("Good morning")::equals);
			assertThat(templates.isCurrent("greeting", hello)).isFalse();
			assertThat(templates.backingStatistics()).extracting(BackingStatistics::superseded).isEqualTo(1L);

			templates.put("farewell", new Template("Bye"));
			assertThat(this.folder.resolve("farewell")).hasContent("Bye");
			templates.invalidate("farewell");
			assertThat(this.folder.resolve("farewell")).doesNotExist();
			assertThat(templates.get("reply", (name) -> new Template("See you"))).isEqualTo(new Template("See you"));
			assertThat(this.folder.resolve("reply")).hasContent("See you");
			assertThat(hello).isNotNull();
		}
	}

	@Test
	void theTableOfMetersHasThoseOfANearCache() throws IOException {
		List<String> documented = Files.readAllLines(Pages.ROOT.resolve("docs/monitoring.md"))
			.stream()
			.dropWhile((line) -> !line.startsWith("| meter of a near cache |"))
			.skip(2)
			.takeWhile((line) -> line.startsWith("|"))
			.map((line) -> line.split("`")[1])
			.toList();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class))
			.withBean(SimpleMeterRegistry.class)
			.withBean("cacheManager", ConcurrentMapCacheManager.class)
			.withPropertyValues("weakref.caches.plain.references=weak-values")
			.run((plain) -> {
				List<String> ofAnyCache = meters(plain);
				new ApplicationContextRunner()
					.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
							WeakRefMetricsAutoConfiguration.class))
					.withBean(SimpleMeterRegistry.class)
					.withBean("cacheManager", ConcurrentMapCacheManager.class)
					.withPropertyValues("weakref.caches.near.backing.invalidation=none",
							"weakref.caches.near.backing.max-staleness=1s")
					.run((near) -> assertThat(meters(near)).filteredOn((name) -> !ofAnyCache.contains(name))
						.containsExactlyInAnyOrderElementsOf(documented));
			});
	}

	private static List<String> meters(ApplicationContext context) {
		context.getBeansOfType(MeterBinder.class)
			.values()
			.forEach((binder) -> binder.bindTo(context.getBean(SimpleMeterRegistry.class)));
		return context.getBean(SimpleMeterRegistry.class)
			.getMeters()
			.stream()
			.map((meter) -> meter.getId().getName())
			.distinct()
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

	}

	@Configuration(proxyBeanMethods = false)
	static class Versioned {

		// tag::prefix[]
		@Bean
		RedisCacheManagerBuilderCustomizer versionedPrefix() {
			return (builder) -> builder
				.cacheDefaults(builder.cacheDefaults().computePrefixWith((cacheName) -> cacheName + ":v2::"));
		}
		// end::prefix[]

	}

}
