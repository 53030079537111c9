package dev.weakref.stress;

import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.stream.Stream;

import dev.weakref.cache.WeakCache;
import dev.weakref.collection.CollectedListener;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.Mode;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.ReferenceMapBuilder;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A map that is put under stress.
 *
 * @param mode its mode
 * @param map the map
 * @param canonical makes the value of a key that has none
 * @param size its estimated size
 * @param retained how many entries it retains
 * @param collected how many entries it counts as collected
 * @param reported how many entries it has reported as collected, or {@code null} if it
 * does not report
 * @param settle lets go of what it holds itself, and drains it
 */
record Subject(Mode mode, ConcurrentMap<Key, Value> map, Canonical canonical, Count size, Count retained,
		Count collected, @Nullable Count reported, Runnable settle) {

	/** Few enough to be full all the time. */
	private static final int RETAINED = 64;

	/**
	 * A map drained by its writers, or by a reaper too.
	 */
	static Subject map(Mode mode, @Nullable Reaper reaper, Findings findings) {
		LongAdder reports = new LongAdder();
		ReferenceMapBuilder<Key, Value> builder = mode.builder();
		CollectedListener<Key> listener = (key) -> {
			reports.increment();
			findings.duplicated(key != null && key.reports.incrementAndGet() > key.entries.get(),
					"report of a collection of " + key);
		};
		builder.onCollected(listener);
		if (reaper != null) {
			builder.reaper(reaper);
		}
		ReferenceMap<Key, Value> map = builder.build();
		return new Subject(mode, map, map::computeIfAbsent, map::estimatedSize, () -> 0, map::collectedCount,
				reports::sum, map::cleanUp);
	}

	/**
	 * A cache that holds some of its values strongly.
	 */
	static Subject cache(References references, Reaper reaper) {
		WeakCache<Key, Value> cache = WeakCache.<Key, Value>builder("stress", reaper)
			.references(references)
			.retain((tier) -> tier.maximumSize(RETAINED))
			.build();
		return new Subject(new Mode(references, KeyEquality.EQUALS), cache.asMap(), cache::get, cache::estimatedSize,
				cache::retainedCount, () -> cache.statistics().collected(), null, () -> {
					cache.invalidateAll();
					cache.cleanUp();
				});
	}

	boolean hasWeakKeys() {
		return Stream.of(References.WEAK_KEYS, References.WEAK_KEYS_AND_VALUES)
			.anyMatch((references) -> references == this.mode.references());
	}

	boolean hasWeakValues() {
		return this.mode.references() != References.WEAK_KEYS;
	}

	boolean comparesByEquality() {
		return this.mode.keyEquality() == KeyEquality.EQUALS;
	}

	/**
	 * Finds a value, or makes it.
	 */
	@FunctionalInterface
	interface Canonical {

		Value get(Key key, Function<Key, Value> maker);

	}

	/**
	 * A number that changes.
	 */
	@FunctionalInterface
	interface Count {

		long now();

	}

}
