package dev.weakref.cache;

import org.jspecify.annotations.Nullable;

/**
 * Receives the collected entries of a {@link WeakCache}. {@link #onCollected} is called
 * once for each collected entry, and never for an entry that was invalidated, replaced,
 * or has expired.
 * <p>
 * The executor of the cache's reaper calls a listener some time after the collection, in
 * no order between entries and with no lock held. By then the key may have another value.
 * An exception of the listener is counted and logged with the name of the cache, the
 * first time as a warning, and has no other effect. The listener is not called for
 * entries that are collected after the reaper was closed or after the cache itself was
 * collected.
 *
 * @param <K> the type of keys
 */
@FunctionalInterface
public interface WeakCacheListener<K> {

	/**
	 * Handles a collected entry.
	 * @param key its key, or {@code null} if the key was collected
	 * @param cause the side that was collected
	 */
	void onCollected(@Nullable K key, CollectionCause cause);

	/**
	 * Handles an entry whose value was replaced or evicted in the engine behind the
	 * cache, while its old value was live here. The old value may still be in use. Not
	 * called for a cache without an engine.
	 * @param key its key
	 */
	default void onSuperseded(K key) {
	}

}
