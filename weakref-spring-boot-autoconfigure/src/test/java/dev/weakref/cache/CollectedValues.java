package dev.weakref.cache;

/**
 * Collects values from the caches of other packages.
 */
public final class CollectedValues {

	private CollectedValues() {
	}

	/**
	 * Does to a value what the collector does to one that is not held.
	 */
	public static <K> void collect(WeakCache<K, ?> cache, K key) {
		CacheFixture.collect(cache, key);
	}

}
