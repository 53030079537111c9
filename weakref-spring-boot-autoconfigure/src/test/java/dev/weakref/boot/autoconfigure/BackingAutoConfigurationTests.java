package dev.weakref.boot.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import dev.weakref.Registration;
import dev.weakref.boot.actuate.BackingHealthIndicator;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.spring.backing.BackingEngine;
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
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the keys below {@code backing}.
 */
@Timeout(120)
@TestInstance(Lifecycle.PER_CLASS)
class BackingAutoConfigurationTests {

	private RedisServer server;

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakCacheManagerAutoConfiguration.class, WeakRefRedisAutoConfiguration.class,
				WeakRefHazelcastAutoConfiguration.class, WeakRefHealthContributorAutoConfiguration.class));

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

	private ApplicationContextRunner withMap() {
		return this.contextRunner.withUserConfiguration(Caching.class, MapManager.class);
	}

	private ApplicationContextRunner withRedis() {
		return this.contextRunner.withUserConfiguration(Caching.class)
			.withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class, CacheAutoConfiguration.class))
			.withPropertyValues("spring.data.redis.host=127.0.0.1", "spring.data.redis.port=" + this.server.port(),
					"spring.data.redis.timeout=1s");
	}

	@Test
	void withoutABackingThereIsNoBeanForOne() {
		withMap().withPropertyValues("weakref.caches.images.retain.maximum-size=5")
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(BackingEngine.class)
				.doesNotHaveBean(BackingHealthIndicator.class));
	}

	@Test
	void aCacheThatIsNamedBackingHasNone() {
		withMap().withPropertyValues("weakref.caches.backing.retain.maximum-size=5")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(BackingEngine.class));
	}

	@Test
	void aSwitchedOffBackingNeedsNoEngine() {
		this.contextRunner.withPropertyValues("weakref.caches.images.backing.enabled=false").run((context) -> {
			assertThat(origin(context, "images")).isNull();
			assertThat(context).doesNotHaveBean(BackingEngine.class);
		});
	}

	@Test
	void theEnginesAreOptional() {
		withMap()
			.withClassLoader(new FilteredClassLoader("io.lettuce", "org.springframework.data.redis", "com.hazelcast"))
			.withPropertyValues("weakref.caches.images.backing.invalidation=none",
					"weakref.caches.images.backing.max-staleness=1s")
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(BackingEngine.class);
				cache(context, "images").put("a", this);
				assertThat(managed(context, "images").get("a", Object.class)).isSameAs(this);
			});
	}

	@Test
	void anyCacheManagerCanBeBehindACache() {
		withMap()
			.withPropertyValues("weakref.caches.pictures.backing.cache-manager=mapManager",
					"weakref.caches.pictures.backing.cache=images", "weakref.caches.pictures.backing.invalidation=none",
					"weakref.caches.pictures.backing.max-staleness=1h")
			.run((context) -> {
				assertThat(origin(context, "pictures"))
					.isEqualTo(new BackingOrigin("mapManager", "images", "cache-manager", "none"));
				assertThat(statistics(context, "pictures").state()).isEqualTo(State.TRUSTED);
				managed(context, "images").put("a", this);
				assertThat(cache(context, "pictures").getIfPresent("a")).isSameAs(this);
				cache(context, "pictures").invalidate("a");
				assertThat(managed(context, "images").get("a")).isNull();
			});
	}

	@Test
	void aChannelOfTheApplicationIsUsedByItsName() {
		withMap().withUserConfiguration(OwnChannel.class)
			.withPropertyValues("weakref.caches.pictures.backing.cache=images",
					"weakref.caches.pictures.backing.invalidation=ownChannel",
					"weakref.caches.pictures.backing.when-lost=serve-local",
					"weakref.caches.pictures.backing.serve-local-for=1h")
			.run((context) -> {
				OwnChannel channel = context.getBean(OwnChannel.class);
				assertThat(channel.caches).containsExactly("images");
				assertThat(origin(context, "pictures")).isNotNull()
					.extracting(BackingOrigin::invalidation)
					.isEqualTo("ownChannel");
				cache(context, "pictures").put("a", this);
				managed(context, "images").put("a", "changed");
				assertThat(cache(context, "pictures").getIfPresent("a")).isSameAs(this);
				channel.sinks.get(0).invalidated("a");
				assertThat(cache(context, "pictures").getIfPresent("a")).isEqualTo("changed");
				channel.sinks.get(0).lost();
				assertThat(statistics(context, "pictures").state()).isEqualTo(State.SERVING_LOCAL);
				assertThat(health(context)).isEqualTo(Status.UNKNOWN);
				channel.sinks.get(0).restored();
				assertThat(health(context)).isEqualTo(Status.UP);
			});
	}

	@Test
	void theDefaultsPutEachCacheInFrontOfAnEngineButThoseThatAreLeftOut() {
		withMap()
			.withPropertyValues("weakref.cache-defaults.backing.invalidation=none",
					"weakref.cache-defaults.backing.max-staleness=1s", "weakref.caches.images=",
					"weakref.caches.local.backing.enabled=false", "weakref.caches.pictures.backing.max-staleness=2s")
			.run((context) -> {
				assertThat(origin(context, "images")).isNotNull();
				assertThat(origin(context, "pictures")).isNotNull();
				assertThat(origin(context, "local")).isNull();
			});
	}

	@Test
	void aNullOfAnyManagerIsAValueOfAnUntypedCache() {
		withMap()
			.withPropertyValues("weakref.caches.images.backing.invalidation=none",
					"weakref.caches.images.backing.max-staleness=1h")
			.run((context) -> {
				Cache weak = weak(context, "images");
				weak.put("a", null);
				assertThat(managed(context, "images").get("a")).isNotNull();
				assertThat(weak.get("a")).isNotNull().satisfies((found) -> assertThat(found.get()).isNull());
				managed(context, "images").put("b", null);
				assertThat(weak.get("b")).isNotNull().satisfies((found) -> assertThat(found.get()).isNull());
				weak.put("b", this);
				assertThat(weak.get("b", Object.class)).isSameAs(this);
				assertThat(weak.putIfAbsent("b", null)).isNotNull();
				assertThat(weak.evictIfPresent("b")).isTrue();
				assertThat(weak.invalidate()).isTrue();
				assertThat(managed(context, "images").get("a")).isNull();
			});
	}

	@Test
	void aTypedCacheFindsTheValueOfTheEngineInsteadOfANull() {
		withMap()
			.withPropertyValues("weakref.caches.images.value-type=java.lang.Thread",
					"weakref.caches.images.backing.invalidation=none", "weakref.caches.images.backing.max-staleness=1h")
			.run((context) -> {
				managed(context, "images").put("a", Thread.currentThread());
				assertThat(weak(context, "images").putIfAbsent("a", null)).isNotNull();
				weak(context, "images").put("a", null);
				assertThat(managed(context, "images").get("a")).isNull();
			});
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

	private static Status health(AssertableApplicationContext context) {
		return context.getBean(BackingHealthIndicator.class).health().getStatus();
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<Object, Object> cache(AssertableApplicationContext context, String name) {
		return context.getBean(name, WeakCache.class);
	}

	private static Cache weak(AssertableApplicationContext context, String name) {
		return Objects.requireNonNull(context.getBean("weakCacheManager", CacheManager.class).getCache(name));
	}

	private static Cache managed(AssertableApplicationContext context, String name) {
		return Objects.requireNonNull(context.getBean("mapManager", CacheManager.class).getCache(name));
	}

	private static BackingOrigin origin(AssertableApplicationContext context, String name) {
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

	private static BackingStatistics statistics(AssertableApplicationContext context, String name) {
		return Objects.requireNonNull(cache(context, name).backingStatistics());
	}

	@EnableCaching
	@Configuration(proxyBeanMethods = false)
	static class Caching {

	}

	@Configuration(proxyBeanMethods = false)
	static class MapManager {

		@Bean
		CacheManager mapManager() {
			return new ConcurrentMapCacheManager();
		}

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

	@Configuration("ownChannel")
	static class OwnChannel implements InvalidationChannel {

		final List<String> caches = new CopyOnWriteArrayList<>();

		final List<Sink> sinks = new CopyOnWriteArrayList<>();

		@Override
		public Registration subscribe(String cache, Sink sink) {
			this.caches.add(cache);
			this.sinks.add(sink);
			sink.restored();
			return () -> this.sinks.remove(sink);
		}

	}

}
