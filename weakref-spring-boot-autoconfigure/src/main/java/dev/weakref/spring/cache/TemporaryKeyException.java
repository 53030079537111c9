package dev.weakref.spring.cache;

import dev.weakref.suitability.Suitability;

import org.springframework.cache.interceptor.SimpleKey;

/**
 * A cache whose keys compare by identity was given a key that no later call can have,
 * because each call creates a new one.
 */
public class TemporaryKeyException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	private final Class<?> keyType;

	TemporaryKeyException(String cacheName, Class<?> keyType) {
		super("The keys of cache '" + cacheName + "' compare by identity, but a key of type " + keyType.getName()
				+ " is new for each call, so that no call would find what another has stored. Set " + "weakref.caches."
				+ cacheName + ".key-equality to equals, or let the key be an object that callers " + "share");
		this.cacheName = cacheName;
		this.keyType = keyType;
	}

	/**
	 * Returns the name of the cache.
	 * @return the name
	 */
	public String cacheName() {
		return this.cacheName;
	}

	/**
	 * Returns the type of the key.
	 * @return the type
	 */
	public Class<?> keyType() {
		return this.keyType;
	}

	static boolean isTemporary(Object key) {
		return key != SimpleKey.EMPTY && isTemporaryType(key.getClass());
	}

	static boolean isTemporaryType(Class<?> keyType) {
		return keyType == SimpleKey.class || keyType == String.class || Suitability.isBoxed(keyType);
	}

}
