package dev.weakref.boot.observation;

import java.util.Objects;

import io.micrometer.observation.Observation;

/**
 * The context of the observation of a load. It has the name of the cache, and neither key
 * nor value.
 */
public class WeakCacheLoadContext extends Observation.Context {

	private final String cacheName;

	private final boolean bulk;

	/**
	 * Creates a context.
	 * @param cacheName the name of the cache
	 * @param bulk whether several keys are loaded in one call
	 */
	public WeakCacheLoadContext(String cacheName, boolean bulk) {
		this.cacheName = Objects.requireNonNull(cacheName, "'cacheName' must not be null");
		this.bulk = bulk;
	}

	/**
	 * Returns the name of the cache.
	 * @return the name
	 */
	public String getCacheName() {
		return this.cacheName;
	}

	/**
	 * Returns whether several keys are loaded in one call, as by
	 * {@link dev.weakref.cache.WeakCache#getAll getAll}.
	 * @return whether this is the load of several keys
	 */
	public boolean isBulk() {
		return this.bulk;
	}

}
