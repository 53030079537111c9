package dev.weakref.cache;

import org.jspecify.annotations.Nullable;

/**
 * A cache cannot be made the way it was set up.
 */
public class CacheConfigurationException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String cacheName;

	private final String property;

	private final transient @Nullable Object value;

	private final String reason;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param cacheName the name of the cache
	 * @param property which property is at fault, spelled as in {@code application.yml}
	 * and relative to the cache
	 * @param value its value
	 * @param reason what is wrong with it
	 * @param remedy what to write instead, in the imperative
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
	 * The name of the cache.
	 * @return the name
	 */
	public String cacheName() {
		return this.cacheName;
	}

	/**
	 * The property at fault, spelled as in {@code application.yml} and relative to the
	 * cache.
	 * @return the property
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The value of the property.
	 * @return the value
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * What is wrong with the value.
	 * @return a sentence without a full stop
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to write instead.
	 * @return a sentence in the imperative
	 */
	public String remedy() {
		return this.remedy;
	}

}
