package dev.weakref.collection;

import java.util.Locale;

/**
 * When two keys are the same key.
 */
public enum KeyEquality {

	/** By {@link Object#equals(Object)} and {@link Object#hashCode()}. */
	EQUALS,

	/**
	 * By {@code ==} and {@link System#identityHashCode(Object)}. The {@code equals} of a
	 * map or set that compares so is not symmetric to that of one that compares by
	 * {@code equals}, as that of {@link java.util.IdentityHashMap}.
	 */
	IDENTITY;

	/**
	 * The name as configuration and reports spell it, such as {@code identity}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
