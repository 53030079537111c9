package dev.weakref.boot.autoconfigure;

import org.jspecify.annotations.Nullable;

/**
 * A property under {@code weakref} has a value that cannot be used.
 */
public class WeakRefConfigurationException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String property;

	private final transient @Nullable Object value;

	private final String reason;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param property the whole name of the property
	 * @param value its value, or {@code null} if that does not matter
	 * @param reason what is wrong, as a clause
	 * @param remedy what to do, in the imperative
	 */
	public WeakRefConfigurationException(String property, @Nullable Object value, String reason, String remedy) {
		super("The property " + property + " cannot be used: " + reason);
		this.property = property;
		this.value = value;
		this.reason = reason;
		this.remedy = remedy;
	}

	/**
	 * The whole name of the property.
	 * @return the name
	 */
	public String property() {
		return this.property;
	}

	/**
	 * The value of the property.
	 * @return the value, or {@code null} if that does not matter
	 */
	public @Nullable Object value() {
		return this.value;
	}

	/**
	 * What is wrong with it.
	 * @return a clause
	 */
	public String reason() {
		return this.reason;
	}

	/**
	 * What to do.
	 * @return a sentence in the imperative
	 */
	public String remedy() {
		return this.remedy;
	}

}
