package dev.weakref.collection;

import java.util.Locale;

/**
 * The rule by which a map, set or cache compares keys.
 */
public enum KeyEquality {

	/** By {@link Object#equals(Object)} and {@link Object#hashCode()}. */
	EQUALS,

	/**
	 * By {@code ==} and {@link System#identityHashCode(Object)}. The {@code equals}
	 * method of such a map or set is not symmetric to that of one that compares by
	 * {@code equals}, as with {@link java.util.IdentityHashMap}.
	 */
	IDENTITY;

	/**
	 * Returns the name as configuration and endpoint spell it, such as {@code identity}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
