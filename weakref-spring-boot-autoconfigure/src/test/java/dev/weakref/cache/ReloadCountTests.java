package dev.weakref.cache;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WeakCacheStatistics#reloads()} and the limits of a
 * {@link ManagedCache}.
 */
class ReloadCountTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final Object value = new Object();

	@ParameterizedTest
	@EnumSource(names = { "WEAK_VALUES", "SOFT_VALUES" })
	void aValueThatIsLoadedAfterItsCollectionCountsAsAReload(References references) {
		WeakCache<Object, Object> cache = this.fixture.cache((builder) -> builder.references(references));
		List<Object> keys = Stream.generate(Object::new).limit(100).toList();
		keys.forEach((key) -> cache.get(key, (absent) -> this.value));
		assertThat(cache.statistics().reloads()).isZero();
		collect(cache, keys);
		keys.subList(0, 40).forEach((key) -> cache.get(key, (absent) -> this.value));
		assertThat(cache.statistics().reloads()).isBetween(36L, 40L);
	}

	@Test
	void aCacheWithAStrongTierAndWithoutStatisticsCountsReloads() {
		WeakCache<Object, Object> cache = this.fixture
			.cache((builder) -> builder.retain((tier) -> tier.maximumSize(1)).statistics(false));
		cache.put("one", new Object());
		cache.put("other", this.value);
		cache.cleanUp();
		collect(cache, List.of("one"));
		cache.put("one", this.value);
		assertThat(cache.statistics().reloads()).isOne();
	}

	@Test
	void aValueThatIsStoredAfterItsRemovalIsNoReload() {
		WeakCache<Object, Object> cache = this.fixture.cache();
		cache.put("one", this.value);
		cache.invalidate("one");
		cache.put("one", this.value);
		assertThat(cache.statistics().reloads()).isZero();
	}

	@Test
	void theLimitsOfACacheAreThoseThatWereSet() {
		ManagedCache plain = ((IndexedCache<?, ?>) this.fixture.cache()).state;
		assertThat(plain.maximumSize()).isNull();
		assertThat(plain.expireAfterAccess()).isNull();
		assertThat(plain.expireAfterWrite()).isNull();
		ManagedCache limited = ((IndexedCache<?, ?>) this.fixture
			.cache((builder) -> builder.expireAfterWrite(Duration.ofHours(1))
				.retain((tier) -> tier.maximumSize(5).expireAfterAccess(Duration.ofMinutes(5))))).state;
		assertThat(limited.maximumSize()).isEqualTo(5);
		assertThat(limited.expireAfterAccess()).isEqualTo(Duration.ofMinutes(5));
		assertThat(limited.expireAfterWrite()).isEqualTo(Duration.ofHours(1));
	}

	private static void collect(WeakCache<Object, Object> cache, List<?> keys) {
		long before = cache.statistics().collected();
		keys.forEach((key) -> SimulatedCollector.collect(CacheFixture.index(cache), key));
		cache.cleanUp();
		await().until(() -> cache.statistics().collected() == before + keys.size());
	}

}
