package dev.weakref.cache;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if a cache is configured in a way that cannot work.
 */
public class CacheConfigurationException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	private final String property;

	private final transient @Nullable Object value;

	private final String reason;

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param cacheName the name of the cache
	 * @param property the wrong property, spelled as in {@code application.yml} and relative to the cache
	 * @param value its value
	 * @param reason the reason why the value cannot work
	 * @param remedy the correction, in the imperative
	 */
	public CacheConfigurationException(String cacheName, String property, @Nullable Object value, String reason,
			String remedy) {
		super("Weak cache '" + cacheName + "' cannot have " + property + " = "
				+ ((value instanceof Class<?> type) ? type.getName() : value) + ": " + reason);
		this.cacheName = cacheName;
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.remedy = remedy;
	}

	/**
	 * Returns the name of the cache.
	 * @return the name
	 */
	public String cacheName() {
		return this.cacheName;
	}

	/**
	 * Returns the wrong property, spelled as in {@code application.yml} and relative to the cache.
	 * @return the property
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Returns the value of the property.
	 * @return the value
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * Returns the reason why the value cannot work.
	 * @return a sentence without a full stop
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Returns the correction.
	 * @return a sentence in the imperative
	 */
	public String remedy() {
		return this.remedy;
	}

}
