package dev.weakref.collection;

import java.util.Locale;

/**
 * Which side of an entry is referred to weakly.
 */
public enum References {

	/** Strong keys; an entry goes when its value is collected. */
	WEAK_VALUES,

	/**
	 * An entry goes when its key is collected. A value that strongly reaches its own key
	 * pins the entry for ever.
	 */
	WEAK_KEYS,

	/** An entry goes as soon as its key or its value is collected. */
	WEAK_KEYS_AND_VALUES,

	/**
	 * Strong keys; an entry goes when the collector, short of memory, clears its value.
	 */
	SOFT_VALUES;

	/**
	 * The name as configuration and reports spell it, such as {@code weak-values}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
