package dev.weakref.cache;

import java.util.Set;

import dev.weakref.collection.KeyEquality;

/**
 * Thrown if a loader returns {@code null}, or if a loader of several keys leaves one out.
 * The failed load stores no value.
 */
public class NullLoadException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	private final transient Object key;

	/**
	 * Creates an exception.
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
	 * Creates the exception of a bulk loader that returned {@code null}.
	 */
	static NullLoadException ofBulk(String cacheName, Set<?> keys) {
		return new NullLoadException(cacheName, keys, "The bulk loader of weak cache '" + cacheName
				+ "' returned null instead of a map: return a map with a value for each key, or throw an exception");
	}

	/**
	 * Creates the exception of a bulk loader that left a key out.
	 */
	static NullLoadException ofMissing(String cacheName, Object key) {
		return new NullLoadException(cacheName, key,
				"The map that the bulk loader of weak cache '" + cacheName
						+ "' returned has no value for a key of type " + key.getClass().getName()
						+ ": throw an exception, or load an Optional for each key, if there may be no value");
	}

	/**
	 * Returns whether the load of the given key returned {@code null}, rather than a load
	 * that the loader of the key has called.
	 * @param cacheName the name of the cache
	 * @param keyEquality the rule by which the cache compares keys
	 * @param key the key
	 * @return whether cache and key are those of this exception
	 */
	public boolean isOf(String cacheName, KeyEquality keyEquality, Object key) {
		return this.cacheName.equals(cacheName)
				&& (key == this.key || (keyEquality == KeyEquality.EQUALS && key.equals(this.key)));
	}

	/**
	 * Returns the name of the cache.
	 * @return the name
	 */
	public String cacheName() {
		return this.cacheName;
	}

	/**
	 * Returns the key that was loaded. A deserialized exception returns {@code null},
	 * because a key need not be serializable.
	 * @return the key, or the set of keys if a bulk loader returned {@code null} instead
	 * of a map
	 */
	public Object key() {
		return this.key;
	}

}
