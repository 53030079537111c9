package dev.weakref.cache;

import org.jspecify.annotations.Nullable;

/**
 * Is called after the collector has ended an entry of a {@link WeakCache}: once for each,
 * never for an entry that was invalidated, replaced, or has expired.
 * <p>
 * It runs on the executor of the cache's reaper, some time after the collection and in no
 * order between entries; by then the key may have another value. No lock is held. What it
 * throws is counted and logged with the name of the cache, the first time as a warning,
 * and affects nothing else. It is not called for what is collected after the reaper was
 * closed, or after the cache itself was collected.
 *
 * @param <K> the type of keys
 */
@FunctionalInterface
public interface WeakCacheListener<K> {

	/**
	 * An entry has gone.
	 * @param key its key, or {@code null} if that itself was collected
	 * @param cause what was collected
	 */
	void onCollected(@Nullable K key, CollectionCause cause);

}
