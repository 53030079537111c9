package dev.weakref;

import java.util.Locale;

/**
 * The kinds of managed objects and of callbacks. The text of a kind, such as
 * {@code weak-key-map}, is the tag {@code kind} of meters and the kind in logs and
 * reports. It is always in the singular.
 */
public enum Kind {

	/** A cache. */
	CACHE,

	/** A map with weak keys. */
	WEAK_KEY_MAP,

	/** A map with weak values. */
	WEAK_VALUE_MAP,

	/** A weak set. */
	WEAK_SET,

	/** A weak interner. */
	WEAK_INTERNER,

	/** A memoized function. */
	MEMO,

	/** A type, group or kind of companion of a registry. */
	REGISTRY,

	/** The tracked beans of one type in one scope. */
	BEAN,

	/** Finalizers. */
	FINALIZER,

	/** A signal. */
	SIGNAL,

	/** The weak listeners of one event type. */
	LISTENER,

	/** Locks. */
	LOCK,

	/** Meters of objects. */
	METER,

	/** Weak references, proxies and methods. They have callbacks only. */
	REFERENCE;

	private final String text = name().toLowerCase(Locale.ROOT).replace('_', '-');

	/**
	 * Returns the text of the kind.
	 */
	@Override
	public String toString() {
		return this.text;
	}

}
