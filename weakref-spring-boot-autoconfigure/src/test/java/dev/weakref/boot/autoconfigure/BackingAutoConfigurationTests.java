package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Registration;
import dev.weakref.boot.actuate.BackingHealthIndicator;
import dev.weakref.boot.autoconfigure.BackedContexts.Caching;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.spring.backing.BackingEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static dev.weakref.boot.autoconfigure.BackedContexts.cache;
import static dev.weakref.boot.autoconfigure.BackedContexts.health;
import static dev.weakref.boot.autoconfigure.BackedContexts.origin;
import static dev.weakref.boot.autoconfigure.BackedContexts.statistics;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the keys below {@code backing}, with maps.
 */
@Timeout(120)
class BackingAutoConfigurationTests {

	private ApplicationContextRunner withMap() {
		return BackedContexts.contextRunner().withUserConfiguration(Caching.class, MapManager.class);
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
		BackedContexts.contextRunner()
			.withPropertyValues("weakref.caches.images.backing.enabled=false")
			.run((context) -> {
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

	private static Cache weak(AssertableApplicationContext context, String name) {
		return Objects.requireNonNull(context.getBean("weakCacheManager", CacheManager.class).getCache(name));
	}

	private static Cache managed(AssertableApplicationContext context, String name) {
		return Objects.requireNonNull(context.getBean("mapManager", CacheManager.class).getCache(name));
	}

	@Configuration(proxyBeanMethods = false)
	static class MapManager {

		@Bean
		CacheManager mapManager() {
			return new ConcurrentMapCacheManager();
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
