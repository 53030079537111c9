package dev.weakref.cache;

import java.time.Duration;
import java.util.function.Consumer;

import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.SimulatedCollection;
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

	/** The index of a cache. */
	static <K, V> ReferenceMap<K, V> index(WeakCache<K, V> cache) {
		return ((IndexedCache<K, V>) cache).state.tiers.index;
	}

	/**
	 * Do to an entry what the collector does to one that nobody holds, strong tier
	 * included or not.
	 */
	static <K, V> void collect(WeakCache<K, V> cache, K key) {
		SimulatedCollection.collect(index(cache), key);
	}

	/** Make a value leave the strong tier as Caffeine does when that is full. */
	static <K, V> void evict(WeakCache<K, V> cache) {
		StrongTier<K, V> strong = ((IndexedCache<K, V>) cache).state.tiers.strong;
		if (strong == null) {
			throw new IllegalArgumentException("The cache has no strong tier");
		}
		strong.clear();
	}

	@Override
	public void close() {
		this.reaper.close();
	}

}
