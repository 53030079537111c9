package dev.weakref.cache;

import java.lang.ref.Reference;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.testsupport.LogRecorder;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a cache mentions in the log about its use.
 */
@Timeout(30)
class WeakCacheWarningTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final Object value = new Object();

	@ParameterizedTest
	@MethodSource("lasting")
	void aLastingValueOrKeyIsMentionedOnceHoweverItIsStored(References references, Object key, Object lasting,
			String text) {
		for (BiConsumer<WeakCache<Object, Object>, Object> store : waysToStore(key)) {
			try (LogRecorder log = new LogRecorder(LastingEntries.class)) {
				WeakCache<Object, Object> cache = this.fixture.cache((builder) -> builder.references(references));
				store.accept(cache, lasting);
				cache.invalidateAll();
				store.accept(cache, lasting);
				assertThat(log.messages(Level.WARN)).singleElement()
					.asString()
					.startsWith("The cache 'images' has " + references + ", but is given a " + text
							+ ", which is never collected or is shared by value");
			}
		}
	}

	static Stream<Arguments> lasting() {
		Object key = new Object();
		return Stream.of(Arguments.of(References.WEAK_VALUES, key, 1, "java.lang.Integer as a value"),
				Arguments.of(References.WEAK_VALUES, key, TimeUnit.DAYS, "java.util.concurrent.TimeUnit as a value"),
				Arguments.of(References.SOFT_VALUES, key, LocalDate.EPOCH, "java.time.LocalDate as a value"),
				Arguments.of(References.WEAK_KEYS_AND_VALUES, key, true, "java.lang.Boolean as a value"),
				Arguments.of(References.WEAK_KEYS, 1, new Object(), "java.lang.Integer as a key"),
				Arguments.of(References.WEAK_KEYS_AND_VALUES, TimeUnit.DAYS, new Object(),
						"java.util.concurrent.TimeUnit as a key"));
	}

	private static Iterable<BiConsumer<WeakCache<Object, Object>, Object>> waysToStore(Object key) {
		return List.of((cache, value) -> cache.put(key, value), (cache, value) -> cache.putIfAbsent(key, value),
				(cache, value) -> cache.get(key, (absent) -> value),
				(cache, value) -> cache.getAsync(key, (absent) -> CompletableFuture.completedFuture(value)).join(),
				(cache, value) -> cache.getAll(List.of(key), (keys) -> Map.of(key, value)),
				(cache, value) -> cache.asMap().put(key, value),
				(cache, value) -> cache.asMap().merge(key, value, (one, other) -> other),
				(cache, value) -> cache.asMap().computeIfAbsent(key, (absent) -> value));
	}

	@Test
	void otherEntriesAreNotMentioned() {
		try (LogRecorder log = new LogRecorder(LastingEntries.class)) {
			WeakCache<Object, Object> weakValues = this.fixture.cache();
			weakValues.put(1, this.value);
			weakValues.put(2, Optional.of(this.value));
			WeakCache<Object, Object> weakKeys = this.fixture
				.cache((builder) -> builder.references(References.WEAK_KEYS));
			weakKeys.put(this.value, 1);
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(KeyEquality.class)
	void aCacheThatStoresMostOfWhatWasCollectedAgainIsMentionedOnce(KeyEquality keyEquality) {
		try (LogRecorder log = new LogRecorder(Reloads.class)) {
			WeakCache<Object, Object> cache = this.fixture.cache((builder) -> builder.keyEquality(keyEquality));
			reload(cache, 3 * Reloads.ENOUGH, 1);
			assertThat(log.messages(Level.WARN)).singleElement()
				.asString()
				.matches(
						"The cache 'images' has weak values and no strong tier, and \\d+ of \\d+ collected entries have been stored again\\. Set "
								+ "'retain' of the cache, .*");
		}
	}

	@Test
	void aCacheThatStoresLittleOfWhatWasCollectedAgainIsNotMentioned() {
		try (LogRecorder log = new LogRecorder(Reloads.class)) {
			reload(this.fixture.cache(), 3 * Reloads.ENOUGH, 3);
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@Test
	void keysThatNeverReturnDoNotHideThoseThatReturnLater() {
		try (LogRecorder log = new LogRecorder(Reloads.class)) {
			WeakCache<Object, Object> cache = this.fixture.cache();
			for (int i = 0; i < 50; i++) {
				storeAndCollect(cache, keys(100));
			}
			assertThat(log.messages(Level.WARN)).isEmpty();
			List<Object> hot = keys(50);
			for (int i = 0; i < 50; i++) {
				storeAndCollect(cache, hot);
			}
			assertThat(log.messages(Level.WARN)).hasSize(1);
		}
	}

	@Test
	void aKeyWhoseHashCodeFailsIsNotFollowedButReportedToTheListeners() {
		AtomicBoolean failing = new AtomicBoolean();
		Object key = new Object() {

			@Override
			public int hashCode() {
				if (failing.get()) {
					throw new IllegalStateException("fails");
				}
				return 7;
			}

		};
		List<Object> heard = new CopyOnWriteArrayList<>();
		WeakCache<Object, Object> cache = this.fixture
			.cache((builder) -> builder.listener((collected, cause) -> heard.add(cause)));
		cache.put(key, this.value);
		Reference<?> reference = SimulatedCollector.reference(CacheFixture.index(cache), key);
		failing.set(true);
		reference.enqueue();
		cache.cleanUp();
		await().untilAsserted(() -> assertThat(heard).containsExactly(CollectionCause.VALUE_COLLECTED));
	}

	@Test
	void aFewCollectionsAreNotMentioned() {
		try (LogRecorder log = new LogRecorder(Reloads.class)) {
			reload(this.fixture.cache(), Reloads.ENOUGH - 1, 1);
			assertThat(log.messages(Level.WARN)).isEmpty();
		}
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "WEAK_VALUES", "WEAK_KEYS_AND_VALUES" })
	void onlyCachesWithWeakValuesWarnOfReloads(References references) {
		assertThat(warnsOfReloads(this.fixture.cache((builder) -> builder.references(references)))).isFalse();
	}

	@Test
	void aCacheWithAStrongTierDoesNotWarnOfReloads() {
		assertThat(warnsOfReloads(this.fixture.cache())).isTrue();
		assertThat(warnsOfReloads(this.fixture.cache((builder) -> builder.retain((tier) -> tier.maximumSize(5)))))
			.isFalse();
	}

	/** Collects entries, and stores one in so many again. */
	private void reload(WeakCache<Object, Object> cache, int times, int oneIn) {
		List<Object> keys = keys(times);
		storeAndCollect(cache, keys);
		for (int i = 0; i < times; i += oneIn) {
			cache.get(keys.get(i), (absent) -> this.value);
		}
	}

	private void storeAndCollect(WeakCache<Object, Object> cache, List<Object> keys) {
		long before = cache.statistics().collected();
		keys.forEach((key) -> cache.put(key, this.value));
		keys.forEach((key) -> SimulatedCollector.collect(CacheFixture.index(cache), key));
		cache.cleanUp();
		await().pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> cache.statistics().collected() == before + keys.size());
	}

	private static List<Object> keys(int number) {
		return Stream.generate(Object::new).limit(number).toList();
	}

	private static boolean warnsOfReloads(WeakCache<?, ?> cache) {
		return ((IndexedCache<?, ?>) cache).state.reloads.warns();
	}

}
