package dev.weakref.collection;

import java.util.Locale;

/**
 * When two keys are the same key.
 */
public enum KeyEquality {

	/** By {@link Object#equals(Object)} and {@link Object#hashCode()}. */
	EQUALS,

	/** By {@code ==} and {@link System#identityHashCode(Object)}. */
	IDENTITY;

	/**
	 * The name as configuration and reports spell it, such as {@code identity}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
