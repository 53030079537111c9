package dev.weakref.cache;

import java.time.Duration;
import java.util.function.Consumer;

import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reaper.Reaper;

/**
 * Makes caches, with a reaper that ends with the test, and collects from them.
 */
final class CacheFixture implements AutoCloseable {

	final Reaper reaper = Reaper.builder().closeTimeout(Duration.ofSeconds(5)).start();

	<K, V> WeakCache<K, V> cache() {
		return cache((builder) -> {
		});
	}

	<K, V> WeakCache<K, V> cache(Consumer<WeakCacheBuilder<K, V>> spec) {
		WeakCacheBuilder<K, V> builder = WeakCache.builder("images", this.reaper);
		spec.accept(builder);
		return builder.build();
	}

	/** The state of a cache, as meters and endpoint see it. */
	static <K, V> CacheState<K, V> state(WeakCache<K, V> cache) {
		return ((IndexedCache<K, V>) cache).state;
	}

	/** The index of a cache. */
	static <K, V> ReferenceMap<K, V> index(WeakCache<K, V> cache) {
		return state(cache).index;
	}

	/**
	 * Do to an entry what the collector does to one that is not held, strong tier
	 * included or not.
	 */
	static <K, V> void collect(WeakCache<K, V> cache, K key) {
		SimulatedCollector.collect(index(cache), key);
	}

	/** Make all values leave the strong tier, as when it is full. */
	static <K, V> void evict(WeakCache<K, V> cache) {
		StrongTier strong = state(cache).strong;
		if (strong == null) {
			throw new IllegalArgumentException("The cache has no strong tier");
		}
		strong.policy().policy().eviction().ifPresent((eviction) -> {
			long maximum = eviction.getMaximum();
			eviction.setMaximum(0);
			eviction.setMaximum(maximum);
		});
	}

	@Override
	public void close() {
		this.reaper.close();
	}

}
