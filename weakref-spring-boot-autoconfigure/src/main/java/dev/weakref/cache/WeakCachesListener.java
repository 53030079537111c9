package dev.weakref.cache;

/**
 * Is told which caches there are. Called by the thread that makes or removes a cache, or
 * by the reaper thread for one that was collected.
 */
public interface WeakCachesListener {

	/**
	 * A cache has come. May be called again for one that was told before.
	 * @param cache the cache, which can be held without holding the one its users have
	 */
	void added(ManagedCache cache);

	/**
	 * A cache has gone. May be called again for one that was told before.
	 * @param cache the cache
	 */
	void removed(ManagedCache cache);

}
