package dev.weakref.suitability;

import java.util.Locale;

/**
 * What to do about objects of kinds that are never collected, or whose identity means
 * nothing: boxed primitives, enum constants, the empty collections of
 * {@link java.util.List#of()} and its kin, {@link java.util.Optional}, {@code java.time}
 * and other value-based types, and classes whose loader stays.
 * <p>
 * String literals and lambdas that capture nothing last as well, but look no different
 * from those that do not.
 */
public enum LastingObjects {

	/**
	 * Refuse a callback or finalizer, which could never run. Mention other weak
	 * references, registered objects, and owners and senders of signals in the log, once
	 * for each type.
	 */
	REFUSE,

	/** Take them, and mention them in the log, once for each type. */
	WARN,

	/** Take them like any other object. */
	ALLOW;

	/**
	 * The name as configuration and reports spell it, such as {@code refuse}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
