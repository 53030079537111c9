package dev.weakref.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefRedisAutoConfiguration;
import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.docs.Templates.Template;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.redis.RedisServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
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
			new ApplicationContextRunner().withInitializer(new ConfigDataApplicationContextInitializer())
				.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
						WeakCacheManagerAutoConfiguration.class, WeakRefRedisAutoConfiguration.class,
						DataRedisAutoConfiguration.class, CacheAutoConfiguration.class))
				.withUserConfiguration(Caching.class)
				.withPropertyValues("spring.config.location=classpath:docs/" + file,
						"spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + redis.port())
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
			assertThat(templates.get("farewell", (name) -> new Template("See you"))).isEqualTo(new Template("See you"));
			assertThat(this.folder.resolve("farewell")).hasContent("See you");
			assertThat(hello).isNotNull();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

	}

}
