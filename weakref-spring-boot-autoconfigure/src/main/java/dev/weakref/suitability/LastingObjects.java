package dev.weakref.suitability;

import java.util.Locale;

/**
 * The policy for objects that are never collected, or have no meaningful identity: boxed
 * primitives, enum constants, the empty collections of {@link java.util.List#of()} and
 * its kin, {@link java.util.Optional}, {@code java.time} and other value-based types, and
 * classes whose loader stays.
 * <p>
 * String literals and lambdas that capture nothing are never collected either, but cannot
 * be distinguished from other strings and lambdas.
 */
public enum LastingObjects {

	/**
	 * Refuses callbacks and finalizers, which could never run. Logs other weak
	 * references, registered objects, and owners and senders of signals, the first of
	 * each type as a warning.
	 */
	REFUSE,

	/** Accepts them, and logs the first of each type as a warning. */
	WARN,

	/** Accepts them like any other object. */
	ALLOW;

	/**
	 * Returns the name as configuration and reports spell it, such as {@code refuse}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
