package dev.weakref.cache;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

class WeakCacheTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCache<String, Object> cache = this.fixture.cache();

	private final Object value = new Object();

	private final Object other = new Object();

	@Test
	void aValueThatIsHeldIsFound() {
		this.cache.put("key", this.value);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.value);
		assertThat(this.cache.contains("key")).isTrue();
	}

	@Test
	void absentKeyHasNoValue() {
		assertThat(this.cache.getIfPresent("key")).isNull();
		assertThat(this.cache.contains("key")).isFalse();
	}

	@Test
	void aCollectedValueIsAbsentAtOnce() {
		this.cache.put("key", this.value);
		CacheFixture.collect(this.cache, "key");
		assertThat(this.cache.getIfPresent("key")).isNull();
		assertThat(this.cache.contains("key")).isFalse();
		assertThat(this.cache.asMap()).isEmpty();
		assertThat(this.cache.liveCount()).isZero();
	}

	@Test
	void putReplacesAValue() {
		this.cache.put("key", this.value);
		this.cache.put("key", this.other);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.other);
	}

	@Test
	void putIfAbsentKeepsWhatIsThere() {
		assertThat(this.cache.putIfAbsent("key", this.value)).isNull();
		assertThat(this.cache.putIfAbsent("key", this.other)).isSameAs(this.value);
		assertThat(this.cache.getIfPresent("key")).isSameAs(this.value);
	}

	@Test
	void anInvalidatedKeyIsAbsent() {
		this.cache.put("key", this.value);
		this.cache.invalidate("key");
		assertThat(this.cache.getIfPresent("key")).isNull();
	}

	@Test
	void severalEntriesAreStoredAndRemoved() {
		this.cache.putAll(Map.of("a", this.value, "b", this.other, "c", this.value));
		assertThat(this.cache.asMap()).hasSize(3).containsEntry("b", this.other);
		this.cache.invalidateAll(List.of("a", "absent", "c"));
		assertThat(this.cache.asMap()).containsOnlyKeys("b");
	}

	@Test
	void invalidateAllRemovesEverything() {
		this.cache.put("a", this.value);
		this.cache.put("b", this.other);
		this.cache.invalidateAll();
		assertThat(this.cache.asMap()).isEmpty();
		assertThat(this.cache.estimatedSize()).isZero();
	}

	@Test
	void getAllPresentGivesWhatThereIsInTheOrderOfTheKeys() {
		this.cache.put("a", this.value);
		this.cache.put("c", this.other);
		assertThat(this.cache.getAllPresent(List.of("c", "b", "a", "c"))).containsExactly(Map.entry("c", this.other),
				Map.entry("a", this.value));
	}

	@Test
	void aMemoizedFunctionIsAskedOnce() {
		int[] calls = new int[1];
		Function<String, Object> memoized = this.cache.memoize((key) -> {
			calls[0]++;
			return this.value;
		});
		assertThat(memoized.apply("key")).isSameAs(this.value);
		assertThat(memoized.apply("key")).isSameAs(this.value);
		assertThat(calls[0]).isOne();
	}

	@Test
	void nullsAreRefusedByTheNameOfTheCache() {
		assertThatNullPointerException().isThrownBy(() -> this.cache.getIfPresent(null))
			.withMessage("A key of weak cache 'images' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.cache.put("key", null))
			.withMessage("A value of weak cache 'images' must not be null; invalidate the key instead");
		assertThatNullPointerException().isThrownBy(() -> this.cache.put(null, this.value));
		assertThatNullPointerException().isThrownBy(() -> this.cache.get("key", null));
		assertThatNullPointerException().isThrownBy(() -> this.cache.invalidate(null));
		assertThatNullPointerException().isThrownBy(() -> this.cache.addListener(null));
		assertThatNullPointerException().isThrownBy(() -> this.cache.getAllPresent(null))
			.withMessage("'keys' must not be null");
		assertThatNullPointerException().isThrownBy(() -> this.cache.getAll(null, (keys) -> Map.of()))
			.withMessage("'keys' must not be null");
	}

	@ParameterizedTest
	@EnumSource(KeyEquality.class)
	void nullKeysAreRefusedByTheMapToo(KeyEquality keyEquality) {
		ConcurrentMap<String, Object> map = this.fixture
			.<String, Object>cache((builder) -> builder.keyEquality(keyEquality))
			.asMap();
		Stream
			.<ThrowingCallable>of(() -> map.get(null), () -> map.getOrDefault(null, this.value),
					() -> map.containsKey(null), () -> map.remove(null), () -> map.remove(null, this.value),
					() -> map.put(null, this.value), () -> map.putIfAbsent(null, this.value),
					() -> map.replace(null, this.value), () -> map.replace(null, this.value, this.value),
					() -> map.computeIfAbsent(null, (key) -> this.value),
					() -> map.computeIfPresent(null, (key, value) -> value),
					() -> map.compute(null, (key, value) -> this.value),
					() -> map.merge(null, this.value, (one, other) -> one))
			.forEach((call) -> assertThatNullPointerException().isThrownBy(call)
				.withMessage("A key of weak cache 'images' must not be null"));
		assertThatNullPointerException().isThrownBy(() -> map.keySet().contains(null))
			.withMessage("'key' must not be null");
	}

	@Test
	void nullValuesAreRefusedByTheMapToo() {
		this.cache.put("key", this.value);
		ConcurrentMap<String, Object> map = this.cache.asMap();
		Stream
			.<ThrowingCallable>of(() -> map.put("key", null), () -> map.putIfAbsent("key", null),
					() -> map.replace("key", null), () -> map.replace("key", this.value, null),
					() -> map.replace("key", null, this.value), () -> map.merge("key", null, (one, other) -> one),
					() -> map.replaceAll((key, value) -> null), () -> map.entrySet().iterator().next().setValue(null))
			.forEach((call) -> assertThatNullPointerException().isThrownBy(call)
				.withMessage("A value of weak cache 'images' must not be null; invalidate the key instead"));
		assertThat(map.remove("key", null)).isFalse();
		assertThat(map).containsExactly(Map.entry("key", this.value));
	}

	@Test
	void keysMayCompareByIdentity() {
		WeakCache<String, Object> byIdentity = this.fixture
			.cache((builder) -> builder.keyEquality(KeyEquality.IDENTITY).retain((tier) -> tier.maximumSize(10)));
		String key = new String("key");
		byIdentity.put(key, this.value);
		assertThat(byIdentity.getIfPresent(new String("key"))).isNull();
		assertThat(byIdentity.getIfPresent(key)).isSameAs(this.value);
		byIdentity.invalidate(new String("key"));
		assertThat(byIdentity.contains(key)).isTrue();
	}

	@Test
	void theDescriptionNamesNoKeyOrValue() {
		this.cache.put("secret", this.value);
		assertThat(this.cache).hasToString("WeakCache[images, weak-values, estimatedSize=1]");
	}

	@Test
	void propertiesAreThoseOfTheBuilder() {
		WeakCache<Object, Object> weakKeys = this.fixture
			.cache((builder) -> builder.references(References.WEAK_KEYS).keyEquality(KeyEquality.IDENTITY));
		assertThat(weakKeys.name()).isEqualTo("images");
		assertThat(weakKeys.references()).isEqualTo(References.WEAK_KEYS);
		assertThat(weakKeys.keyEquality()).isEqualTo(KeyEquality.IDENTITY);
		assertThat(CacheFixture.state(weakKeys).callbacks()).hasToString("cache images");
	}

	@Test
	void statisticsCountLookUps() {
		this.cache.put("key", this.value);
		this.cache.getIfPresent("key");
		this.cache.get("key", (key) -> this.other);
		this.cache.getIfPresent("absent");
		WeakCacheStatistics statistics = this.cache.statistics();
		assertThat(statistics.hits()).isEqualTo(2);
		assertThat(statistics.weakHits()).isEqualTo(2);
		assertThat(statistics.misses()).isOne();
		assertThat(statistics.puts()).isOne();
	}

	@Test
	void statisticsDoNotCountQuestions() {
		this.cache.put("key", this.value);
		this.cache.contains("key");
		this.cache.contains("absent");
		this.cache.asMap().get("key");
		this.cache.asMap().get("absent");
		this.cache.asMap().size();
		assertThat(this.cache.statistics().hits()).isZero();
		assertThat(this.cache.statistics().misses()).isZero();
	}

	@Test
	void statisticsCountCollections() {
		this.cache.put("key", this.value);
		CacheFixture.collect(this.cache, "key");
		this.cache.cleanUp();
		assertThat(this.cache.statistics().collected()).isOne();
		assertThat(this.cache.statistics().expired()).isZero();
		assertThat(this.cache.estimatedSize()).isZero();
	}

	@Test
	void statisticsCountWhatTheMapStores() {
		this.cache.asMap().put("a", this.value);
		this.cache.asMap().putIfAbsent("a", this.other);
		this.cache.asMap().replace("a", this.other);
		this.cache.asMap().computeIfAbsent("b", (key) -> this.value);
		assertThat(this.cache.statistics().puts()).isEqualTo(3);
		this.cache.asMap().compute("a", (key, present) -> present);
		this.cache.asMap().computeIfPresent("a", (key, present) -> present);
		this.cache.asMap().merge("b", this.other, (present, given) -> present);
		assertThat(this.cache.statistics().puts()).isEqualTo(3);
		this.cache.asMap().merge("b", this.other, (present, given) -> given);
		assertThat(this.cache.statistics().puts()).isEqualTo(4);
	}

}
