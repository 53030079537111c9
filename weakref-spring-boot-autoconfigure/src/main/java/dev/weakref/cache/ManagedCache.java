package dev.weakref.cache;

import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.directory.Managed;
import dev.weakref.reaper.CallbackSource;

/**
 * What meters, endpoint and administrators see of a cache, and may do to it. Nothing here
 * makes a key or value strong.
 */
public interface ManagedCache extends Managed {

	@Override
	default Kind kind() {
		return Kind.CACHE;
	}

	@Override
	default long collectedCount() {
		return statistics().collected();
	}

	/**
	 * Which side of an entry is weak.
	 * @return the mode
	 */
	References references();

	/**
	 * When two keys are the same.
	 * @return the rule
	 */
	KeyEquality keyEquality();

	/**
	 * How many values the strong tier holds. O(1).
	 * @return an estimate, 0 where there is no strong tier
	 */
	long retainedCount();

	/**
	 * Whether the cache counts look-ups, stored values and loads.
	 * @return whether it does
	 */
	boolean recordsStatistics();

	/**
	 * What the cache has done so far.
	 * @return a snapshot, in which all but {@code collected} and {@code expired} is 0 if
	 * the cache does not {@linkplain #recordsStatistics() count} the rest
	 */
	WeakCacheStatistics statistics();

	/**
	 * How the callbacks of the cache's listeners fared.
	 * @return the source of these callbacks
	 */
	CallbackSource callbacks();

	/**
	 * Remove all entries. The values live on where they are held; who asks next loads
	 * anew. O(capacity).
	 */
	void invalidateAll();

	/**
	 * Remove at once what is dead, has expired, or is too much for the strong tier. The
	 * reaper does so by itself; tests and measurements need this.
	 */
	void cleanUp();

}
