package dev.weakref.cache;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.singleflight.RecursiveComputationException;
import dev.weakref.testsupport.Background;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

@Timeout(60)
class WeakCacheBulkLoadingTests {

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	private final WeakCache<String, Object> cache = this.fixture.cache();

	private final List<Set<? extends String>> asked = new ArrayList<>();

	/** Keeps what was loaded alive. */
	private final Map<String, Object> loaded = new HashMap<>();

	@Test
	void absentKeysAreLoadedInOneGo() {
		Object present = new Object();
		this.cache.put("b", present);
		Map<String, Object> values = this.cache.getAll(List.of("a", "b", "c"), this::load);
		assertThat(this.asked).containsExactly(Set.of("a", "c"));
		assertThat(values).containsExactly(Map.entry("a", this.loaded.get("a")), Map.entry("b", present),
				Map.entry("c", this.loaded.get("c")));
		assertThat(this.cache.asMap()).isEqualTo(values);
	}

	@Test
	void presentKeysAreNotLoaded() {
		this.cache.getAll(List.of("a", "b"), this::load);
		this.cache.getAll(List.of("b", "a"), this::load);
		assertThat(this.asked).hasSize(1);
	}

	@Test
	void aKeyThatIsAskedForTwiceIsLoadedOnce() {
		assertThat(this.cache.getAll(List.of("a", "b", "a"), this::load)).containsOnlyKeys("a", "b");
		assertThat(this.asked).containsExactly(Set.of("a", "b"));
	}

	@Test
	void noKeysNeedNoLoader() {
		assertThat(this.cache.getAll(List.of(), this::load)).isEmpty();
		assertThat(this.asked).isEmpty();
	}

	@Test
	void keysMayBeIteratedOverOnlyOnce() {
		Stream<String> keys = Stream.of("a", "b");
		assertThat(this.cache.getAll(keys::iterator, this::load)).containsOnlyKeys("a", "b");
	}

	@Test
	void furtherValuesOfTheLoaderAreStoredToo() {
		assertThat(this.cache.getAll(List.of("a"), (keys) -> {
			load(Set.of("a", "extra"));
			return this.loaded;
		})).containsOnlyKeys("a");
		assertThat(this.cache.getIfPresent("extra")).isSameAs(this.loaded.get("extra"));
	}

	@Test
	void aKeyThatTheLoaderLeavesOutIsRefusedButTheOthersAreStored() {
		assertThatExceptionOfType(NullLoadException.class)
			.isThrownBy(() -> this.cache.getAll(List.of("a", "b"), (keys) -> load(Set.of("a"))))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("b"))
			.withMessageContaining(
					"bulk loader of weak cache 'images' returned has no value for a key of type java.lang");
		assertThat(this.cache.asMap()).containsOnlyKeys("a");
	}

	@Test
	void aLoaderThatReturnsNullIsRefused() {
		assertThatExceptionOfType(NullLoadException.class)
			.isThrownBy(() -> this.cache.getAll(List.of("a", "b"), (keys) -> null))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo(Set.of("a", "b")))
			.withMessage("The bulk loader of weak cache 'images' returned null instead of a map:"
					+ " return a map with a value for each key, or throw an exception");
		assertThat(this.cache.estimatedSize()).isZero();
		assertThat(this.cache.getAll(List.of("a", "b"), this::load)).hasSize(2);
	}

	@Test
	void aKeyThatHasTheValueNullIsRefusedButTheOthersAreStored() {
		load(Set.of("a"));
		this.loaded.put("b", null);
		assertThatExceptionOfType(NullLoadException.class)
			.isThrownBy(() -> this.cache.getAll(List.of("a", "b"), (keys) -> this.loaded))
			.satisfies((ex) -> assertThat(ex.key()).isEqualTo("b"))
			.withMessageContaining("'images' returned has no value for a key of type java.lang.String");
		assertThat(this.cache.asMap()).containsOnlyKeys("a");
	}

	@Test
	void nullForAKeyThatWasNotAskedForIsIgnored() {
		load(Set.of("a"));
		this.loaded.put("extra", null);
		assertThat(this.cache.getAll(List.of("a"), (keys) -> this.loaded)).containsOnlyKeys("a");
		assertThat(this.cache.asMap()).containsOnlyKeys("a");
	}

	@Test
	void aKeyThatIsNullIsRefusedButTheOthersAreStored() {
		load(Set.of("a"));
		this.loaded.put(null, new Object());
		assertThatNullPointerException().isThrownBy(() -> this.cache.getAll(List.of("a"), (keys) -> this.loaded))
			.withMessage("A key of weak cache 'images' must not be null");
		assertThat(this.cache.asMap()).containsOnlyKeys("a");
	}

	@Test
	void aFailedLoadLeavesNothingBehind() {
		assertThatIllegalStateException().isThrownBy(() -> this.cache.getAll(List.of("a", "b"), (keys) -> {
			throw new IllegalStateException();
		}));
		assertThat(this.cache.estimatedSize()).isZero();
		assertThat(this.cache.getAll(List.of("a", "b"), this::load)).hasSize(2);
	}

	@Test
	void aLoadThatIsInvalidatedAnswersButIsNotStored() {
		Map<String, Object> values = this.cache.getAll(List.of("a", "b"), (keys) -> {
			this.cache.invalidate("a");
			return load(keys);
		});
		assertThat(values).containsOnlyKeys("a", "b");
		assertThat(this.cache.asMap()).containsOnlyKeys("b");
	}

	@Test
	void aValueThatIsPutDuringTheLoadWins() {
		Object put = new Object();
		Map<String, Object> values = this.cache.getAll(List.of("a", "b"), (keys) -> {
			this.cache.put("a", put);
			return load(keys);
		});
		assertThat(values).containsEntry("a", put);
		assertThat(this.cache.getIfPresent("a")).isSameAs(put);
	}

	@Test
	void entriesHaveTheKeysThatWereAskedForRatherThanEqualOnesOfTheLoader() {
		WeakCache<String, Object> weakKeys = this.fixture.cache((builder) -> builder.references(References.WEAK_KEYS));
		String key = new String("key");
		weakKeys.getAll(List.of(key), (keys) -> Map.of(new String("key"), this));
		assertThat(CacheFixture.index(weakKeys).storedKey("key")).isSameAs(key);
	}

	@Test
	void keysOfACacheByIdentityAreToldApart() {
		WeakCache<String, Object> identity = this.fixture.cache((builder) -> builder.keyEquality(KeyEquality.IDENTITY));
		String one = new String("key");
		String other = new String("key");
		Map<String, Object> values = identity.getAll(List.of(one, other), (keys) -> {
			Map<String, Object> loaded = new IdentityHashMap<>();
			keys.forEach((key) -> loaded.put(key, new Object()));
			return loaded;
		});
		assertThat(values).hasSize(2);
		assertThat(values.get(one)).isSameAs(identity.getIfPresent(one)).isNotSameAs(values.get(other));
		assertThat(identity.getAllPresent(List.of(one, other)).get(other)).isSameAs(values.get(other));
		assertThat(identity.getAll(List.of(other, one), (keys) -> Map.of())).isEqualTo(values);
	}

	@Test
	void invalidateDoesNotWaitForValuesThatAreNotStoredYet() {
		Map<String, Object> values = this.cache.getAll(List.of("a", "b"), (keys) -> new HashMap<>(load(keys)) {

			@Override
			public Object get(Object key) {
				if (key.equals("b")) {
					assertThat(WeakCacheBulkLoadingTests.this.cache.contains("a")).isTrue();
					Background.run(() -> WeakCacheBulkLoadingTests.this.cache.invalidate("a")).result();
				}
				return super.get(key);
			}

		});
		assertThat(values).containsOnlyKeys("a", "b");
		assertThat(this.cache.asMap()).containsOnlyKeys("b");
	}

	@Test
	void aKeyThatAnotherThreadLoadsIsWaitedFor() {
		CountDownLatch begun = new CountDownLatch(1);
		CountDownLatch mayEnd = new CountDownLatch(1);
		Object other = new Object();
		Background<Object> single = Background.start(() -> this.cache.get("a", (key) -> {
			begun.countDown();
			Background.awaitLatch(mayEnd);
			return other;
		}));
		Background.awaitLatch(begun);
		Background<Map<String, Object>> bulk = Background
			.<Map<String, Object>>start(() -> this.cache.getAll(List.of("a", "b"), this::load))
			.awaitWaiting();
		assertThat(this.cache.contains("b")).isTrue();
		mayEnd.countDown();
		assertThat(bulk.result()).containsEntry("a", other);
		assertThat(single.result()).isSameAs(other);
		assertThat(this.asked).containsExactly(Set.of("b"));
	}

	@Test
	void overlappingBulkLoadsNeverWaitForEachOther() throws Exception {
		CyclicBarrier barrier = new CyclicBarrier(2);
		List<String> forwards = List.of("a", "b", "c", "d", "e", "f");
		List<String> backwards = List.of("f", "e", "d", "c", "b", "a");
		Background<Integer> one = Background.start(() -> rounds(forwards, barrier));
		Background<Integer> two = Background.start(() -> rounds(backwards, barrier));
		assertThat(one.result()).isZero();
		assertThat(two.result()).isZero();
	}

	@Test
	void aBulkLoaderThatAsksForOneOfItsKeysIsToldSo() {
		assertThatExceptionOfType(RecursiveComputationException.class)
			.isThrownBy(() -> this.cache.getAll(List.of("a", "b"), (keys) -> {
				this.cache.get("a", (key) -> this);
				return load(keys);
			}));
		assertThat(this.cache.estimatedSize()).isZero();
	}

	@Test
	void oneBulkLoadIsOneLoad() {
		this.cache.getAll(List.of("a", "b", "c"), this::load);
		WeakCacheStatistics statistics = this.cache.statistics();
		assertThat(statistics.loads()).isOne();
		assertThat(statistics.misses()).isEqualTo(3);
		assertThat(statistics.puts()).isEqualTo(3);
	}

	/**
	 * Two threads load the same keys again and again, and have to be given the same
	 * values.
	 */
	private int rounds(List<String> keys, CyclicBarrier barrier) throws Exception {
		int incomplete = 0;
		for (int i = 0; i < 2_000; i++) {
			barrier.await();
			Map<String, Object> values = this.cache.getAll(keys,
					(absent) -> absent.stream().collect(Collectors.toMap(Function.identity(), (key) -> new Object())));
			incomplete += (values.keySet().containsAll(keys)) ? 0 : 1;
			barrier.await();
			this.cache.invalidateAll();
		}
		return incomplete;
	}

	private Map<String, Object> load(Set<? extends String> keys) {
		this.asked.add(Set.copyOf(keys));
		keys.forEach((key) -> this.loaded.put(key, new Object()));
		return this.loaded;
	}

}
