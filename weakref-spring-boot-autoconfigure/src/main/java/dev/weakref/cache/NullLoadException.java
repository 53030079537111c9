package dev.weakref.cache;

import java.util.Set;

import dev.weakref.collection.KeyEquality;

/**
 * A loader returned {@code null}, or one of several keys left a key out; a cache has no
 * place for that. The failed load leaves nothing behind.
 */
public class NullLoadException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	private final transient Object key;

	/**
	 * Create an exception.
	 * @param cacheName the name of the cache
	 * @param key the key that was loaded
	 */
	public NullLoadException(String cacheName, Object key) {
		super("The loader of weak cache '" + cacheName + "' returned null for a key of type " + key.getClass().getName()
				+ ": throw an exception, or load an Optional, if there may be no value");
		this.cacheName = cacheName;
		this.key = key;
	}

	private NullLoadException(String cacheName, Object key, String message) {
		super(message);
		this.cacheName = cacheName;
		this.key = key;
	}

	/**
	 * Create an exception of a loader of several keys that returned nothing at all.
	 */
	static NullLoadException ofBulk(String cacheName, Set<?> keys) {
		return new NullLoadException(cacheName, keys, "The bulk loader of weak cache '" + cacheName
				+ "' returned null instead of a map: return a map with a value for each key, or throw an exception");
	}

	/**
	 * Create an exception of a loader of several keys that left one out.
	 */
	static NullLoadException ofMissing(String cacheName, Object key) {
		return new NullLoadException(cacheName, key,
				"The map that the bulk loader of weak cache '" + cacheName
						+ "' returned has no value for a key of type " + key.getClass().getName()
						+ ": throw an exception, or load an Optional for each key, if there may be no value");
	}

	/**
	 * Whether it was a certain load that returned {@code null}, rather than one on which
	 * that depends.
	 * @param cacheName the name of the cache
	 * @param keyEquality when two of its keys are the same
	 * @param key the key
	 * @return whether this is about the two
	 */
	public boolean isOf(String cacheName, KeyEquality keyEquality, Object key) {
		return this.cacheName.equals(cacheName)
				&& (key == this.key || (keyEquality == KeyEquality.EQUALS && key.equals(this.key)));
	}

	/**
	 * The name of the cache.
	 * @return the name
	 */
	public String cacheName() {
		return this.cacheName;
	}

	/**
	 * The key that was loaded.
	 * @return the key, or the set of keys if a bulk loader returned {@code null} instead
	 * of a map
	 */
	public Object key() {
		return this.key;
	}

}
