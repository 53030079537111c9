package dev.weakref.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import ch.qos.logback.classic.Level;
import dev.weakref.boot.autoconfigure.BackedContexts.Caching;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.WeakCache;
import dev.weakref.spring.backing.redis.RedisServer;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.RedisCacheManagerBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static dev.weakref.boot.autoconfigure.BackedContexts.cache;
import static dev.weakref.boot.autoconfigure.BackedContexts.health;
import static dev.weakref.boot.autoconfigure.BackedContexts.origin;
import static dev.weakref.boot.autoconfigure.BackedContexts.statistics;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the keys below {@code backing}, with Redis.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class RedisBackingAutoConfigurationTests {

	private RedisServer server;

	@BeforeAll
	void start() {
		this.server = RedisServer.start();
	}

	@AfterAll
	void stop() {
		if (this.server != null) {
			this.server.close();
		}
	}

	private ApplicationContextRunner withRedis() {
		return BackedContexts.contextRunner()
			.withUserConfiguration(Caching.class)
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, CacheAutoConfiguration.class))
			.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + this.server.port(),
					"spring.data.redis.timeout=1s");
	}

	@Test
	void redisNeedsNothingButTheBlock() {
		withRedis().withPropertyValues("weakref.caches.images.backing=").run((context) -> {
			assertThat(origin(context, "images"))
				.isEqualTo(new BackingOrigin("cacheManager", "images", "redis", "redis-tracking"));
			assertThat(statistics(context, "images").state()).isEqualTo(State.TRUSTED);
			assertThat(health(context)).isEqualTo(Status.UP);
		});
	}

	@Test
	void whatIsBehindATransactionAwareManagerIsFound() {
		withRedis().withUserConfiguration(TransactionAware.class)
			.withPropertyValues("weakref.caches.images.backing=")
			.run((context) -> assertThat(origin(context, "images")).isNotNull()
				.extracting(BackingOrigin::engine)
				.isEqualTo("redis"));
	}

	@Test
	void redisCanBeUsedWithoutReports() {
		withRedis()
			.withPropertyValues("weakref.caches.images.backing.invalidation=none",
					"weakref.caches.images.backing.max-staleness=1h")
			.run((context) -> {
				assertThat(origin(context, "images"))
					.isEqualTo(new BackingOrigin("cacheManager", "images", "redis", "none"));
				assertThat(this.server.command("CLIENT", "LIST")).doesNotContain("flags=t");
			});
	}

	@Test
	void aClosedContextLeavesTheEntriesOfRedisAndEndsItsConnectionWithoutAWarning() {
		try (LogRecorder log = new LogRecorder("")) {
			withRedis().withPropertyValues("weakref.caches.images.backing=")
				.run((context) -> cache(context, "images").put("left", "value"));
			assertThat(log.messages(Level.WARN)).isEmpty();
			assertThat(log.messages(Level.ERROR)).isEmpty();
		}
		assertThat(command("EXISTS", "images::left")).isEqualTo(":1\r\n");
		await().until(() -> !command("CLIENT", "LIST").contains("flags=t"));
		await().until(() -> heartbeats().isEmpty());
	}

	@Test
	void aStoppedContextTrustsNothingUntilItIsStartedAgain() {
		withRedis().withPropertyValues("weakref.caches.images.backing=").run((context) -> {
			cache(context, "images").put("a", "value");
			ConfigurableApplicationContext application = context
				.getSourceApplicationContext(ConfigurableApplicationContext.class);
			application.stop();
			assertThat(statistics(context, "images").state()).isEqualTo(State.LOST);
			assertThat(heartbeats()).isEmpty();
			application.start();
			await().until(() -> statistics(context, "images").state() == State.TRUSTED);
			assertThat(cache(context, "images").getIfPresent("a")).isEqualTo("value");
		});
	}

	@Test
	void aContextThatDoesNotStartLeavesNoConnection() {
		withRedis().withUserConfiguration(Failing.class)
			.withPropertyValues("weakref.caches.images.backing=")
			.run((context) -> assertThat(context).hasFailed());
		await().until(() -> heartbeats().isEmpty());
		await().until(() -> !command("CLIENT", "LIST").contains("flags=t"));
	}

	@Test
	void anApplicationStartsWithoutRedisAndFailsOnlyWhereItIsNeeded() {
		withRedis()
			.withPropertyValues("spring.data.redis.port=1", "weakref.caches.images.backing=",
					"weakref.caches.pictures.backing.when-down=load")
			.run((context) -> {
				assertThat(context).hasNotFailed();
				assertThat(health(context)).isEqualTo(Status.UNKNOWN);
				assertThat(cache(context, "pictures").get("a", (key) -> this)).isSameAs(this);
				assertThat(health(context)).isEqualTo(Status.UNKNOWN);
				assertThatException().isThrownBy(() -> cache(context, "images").getIfPresent("a"));
				assertThat(health(context)).isEqualTo(Status.DOWN);
			});
	}

	private String command(String... words) {
		try {
			return this.server.command(words);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static List<Thread> heartbeats() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().equals("weakref-redis-tracking"))
			.toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class TransactionAware {

		@Bean
		RedisCacheManagerBuilderCustomizer transactionAware() {
			return (builder) -> builder.transactionAware();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Failing {

		@Bean
		Object failing(WeakCache<?, ?> images) {
			throw new IllegalStateException(images.name());
		}

	}

}
