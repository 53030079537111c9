package dev.weakref.spring.backing;

/**
 * Thrown if the engine behind a weak cache has a value that cannot be turned into an
 * object, for instance because its class has changed since it was stored. The value is
 * not kept, so each look-up throws until the entry is evicted or written again.
 */
public class UndecodableValueException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	private final String valueType;

	/**
	 * Creates an exception.
	 * @param cacheName the name of the engine's cache
	 * @param valueType the type of the values of the weak cache, or
	 * {@code java.lang.Object}
	 * @param cause the failure of the serializer
	 */
	public UndecodableValueException(String cacheName, String valueType, Throwable cause) {
		super("A stored value of the cache '" + cacheName + "' cannot be turned into " + valueType
				+ "; evict the entry, or clear the cache if the class has changed", cause);
		this.cacheName = cacheName;
		this.valueType = valueType;
	}

	/**
	 * Returns the name of the cache.
	 * @return the name of the engine's cache
	 */
	public String cacheName() {
		return this.cacheName;
	}

	/**
	 * Returns the type that the value should have.
	 * @return the name of a class
	 */
	public String valueType() {
		return this.valueType;
	}

}
