package dev.weakref;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if the value of a property, or of a setting of a cache, cannot be used. A
 * setting of a cache is set by a property or in code.
 */
public class WeakRefConfigurationException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final @Nullable String cacheName;

	private final String property;

	private final transient @Nullable Object value;

	private final String reason;

	private final String remedy;

	/**
	 * Creates an exception about a property.
	 * @param property the whole name of the property
	 * @param value its value, or {@code null} if it does not matter
	 * @param reason the reason why it cannot be used, as a clause
	 * @param remedy the remedy, in the imperative
	 */
	public WeakRefConfigurationException(String property, @Nullable Object value, String reason, String remedy) {
		super("The property " + property + " cannot be used: " + reason);
		this.cacheName = null;
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.remedy = remedy;
	}

	/**
	 * Creates an exception about a setting of a cache.
	 * @param cacheName the name of the cache
	 * @param property the property, relative to the cache and spelled as in
	 * {@code application.yml}
	 * @param value its value
	 * @param reason the reason why it cannot be used, as a clause
	 * @param remedy the remedy, in the imperative
	 */
	public WeakRefConfigurationException(String cacheName, String property, @Nullable Object value, String reason,
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
	 * Returns the reason why a number or duration cannot be used that has to be positive.
	 * @param value the value
	 * @return a clause, or {@code null} if the value is positive or absent
	 * @hidden
	 */
	@Internal
	public static @Nullable String whyNotPositive(@Nullable Object value) {
		if (value instanceof Duration duration && (duration.isNegative() || duration.isZero())) {
			return "the duration must be positive";
		}
		return (value instanceof Long number && number <= 0) ? "the number must be positive" : null;
	}

	/**
	 * Throws an exception about a property if its value is zero or negative.
	 * @param property the whole name of the property
	 * @param value its value, or {@code null} if it is not set
	 * @param remedy the remedy, in the imperative
	 * @hidden
	 */
	@Internal
	public static void requirePositive(String property, @Nullable Object value, String remedy) {
		String reason = whyNotPositive(value);
		if (reason != null) {
			throw new WeakRefConfigurationException(property, value, reason, remedy);
		}
	}

	/**
	 * Returns the name of the cache.
	 * @return the name, or {@code null} if the property is not about one cache
	 */
	public @Nullable String cacheName() {
		return this.cacheName;
	}

	/**
	 * Returns the name of the property. The name is relative to the cache if
	 * {@link #cacheName()} is not {@code null}, and complete otherwise.
	 * @return the name, spelled as in {@code application.yml}
	 */
	public String property() {
		return this.property;
	}

	/**
	 * Returns the value of the property.
	 * @return the value, or {@code null} if it does not matter or the exception was
	 * deserialized
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * Returns the reason why the value cannot be used.
	 * @return a clause without a full stop
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * Returns the remedy.
	 * @return a sentence in the imperative, without a full stop
	 */
	public String remedy() {
		return this.remedy;
	}

}
