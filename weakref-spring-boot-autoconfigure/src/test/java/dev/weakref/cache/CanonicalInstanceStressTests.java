package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.testsupport.ConstantCollection;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that use a few keys at once while the real collector works all the time. Each
 * holds a value for a short while, so that values die and come again incessantly.
 */
class CanonicalInstanceStressTests {

	private static final Duration DURATION = Duration.ofMillis(Long.getLong("weakref.stress.millis", 2_500));

	private static final int KEYS = 64;

	@AutoClose
	private final CacheFixture fixture = new CacheFixture();

	/** The instance that was last loaded for each key. */
	private final AtomicReferenceArray<WeakReference<Value>> canonical = new AtomicReferenceArray<>(KEYS);

	private final LongAdder loads = new LongAdder();

	private final LongAdder duplicates = new LongAdder();

	private final LongAdder lost = new LongAdder();

	private final LongAdder resurrected = new LongAdder();

	@Test
	void noKeyHasTwoLiveValuesAndNoHeldValueIsLost() {
		WeakCache<Integer, Value> cache = this.fixture.cache();
		stress(cache);
		GarbageCollector.awaitUntil("all entries are drained", () -> cache.estimatedSize() == 0);
		assertThat(cache.statistics().collected()).isEqualTo(this.loads.sum()).isEqualTo(cache.statistics().puts());
	}

	@Test
	void theSameHoldsForValuesThatComeFromAStrongTier() {
		WeakCache<Integer, Value> cache = this.fixture
			.cache((builder) -> builder.retain((tier) -> tier.maximumSize(KEYS / 8)));
		stress(cache);
		cache.invalidateAll();
		assertThat(cache.retainedCount()).isZero();
	}

	@Test
	void everyWeakKeyThatWasPutIsCollectedOnceWhileTheTableGrows() {
		ReferenceMap<Object, Value> map = ReferenceMap
			.<Object, Value>builder(References.WEAK_KEYS_AND_VALUES, KeyEquality.IDENTITY)
			.reaper(this.fixture.reaper)
			.build();
		LongAdder puts = new LongAdder();
		ConstantCollection.during(DURATION, List.of(putting(map, puts), putting(map, puts)));
		GarbageCollector.awaitUntil("all entries are drained", () -> map.estimatedSize() == 0);
		assertThat(this.lost.sum()).isZero();
		assertThat(map.collectedCount()).isEqualTo(puts.sum()).isPositive();
		assertThat(map).isEmpty();
	}

	private Runnable putting(ReferenceMap<Object, Value> map, LongAdder puts) {
		Deque<Object> held = new ArrayDeque<>();
		return () -> {
			Object key = new Object();
			Value value = new Value(0);
			map.put(key, value);
			puts.increment();
			held.add(key);
			held.add(value);
			if (map.get(key) != value) {
				this.lost.increment();
			}
			if (held.size() > 40_000) {
				held.poll();
			}
		};
	}

	private void stress(WeakCache<Integer, Value> cache) {
		ConstantCollection.Report report = ConstantCollection.during(DURATION,
				List.of(using(cache, 0), using(cache, 1)));
		assertThat(report.steps()).isGreaterThan(this.loads.sum());
		assertThat(this.loads.sum()).as("loads").isGreaterThan(KEYS);
		assertThat(this.duplicates.sum()).as("keys with two live values").isZero();
		assertThat(this.lost.sum()).as("values that were held but not found").isZero();
		assertThat(this.resurrected.sum()).as("values of another key, or found after their death").isZero();
	}

	private Runnable using(WeakCache<Integer, Value> cache, int seed) {
		SplittableRandom random = new SplittableRandom(seed);
		Deque<Value> held = new ArrayDeque<>();
		return () -> {
			int key = random.nextInt(KEYS);
			Value value = cache.get(key, this::load);
			WeakReference<Value> last = this.canonical.get(key);
			if (value.key != key || !last.refersTo(value)) {
				this.resurrected.increment();
			}
			if (cache.getIfPresent(key) != value || cache.asMap().get(key) != value || !cache.contains(key)) {
				this.lost.increment();
			}
			held.add(value);
			if (held.size() > KEYS / 4) {
				held.poll();
			}
		};
	}

	/**
	 * There must be no load while the value loaded before is alive.
	 */
	private Value load(int key) {
		this.loads.increment();
		WeakReference<Value> last = this.canonical.get(key);
		if (last != null && !last.refersTo(null)) {
			this.duplicates.increment();
		}
		Value value = new Value(key);
		this.canonical.set(key, new WeakReference<>(value));
		return value;
	}

	private record Value(int key) {
	}

}
