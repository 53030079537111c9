package dev.weakref.collection;

import java.util.Locale;

/**
 * The sides of an entry that a map or cache references weakly.
 */
public enum References {

	/** Strong keys, weak values. An entry is removed after its value is collected. */
	WEAK_VALUES,

	/**
	 * Weak keys, strong values. An entry is removed after its key is collected. A value
	 * that strongly reaches its own key keeps the entry for ever.
	 */
	WEAK_KEYS,

	/**
	 * Weak keys, weak values. An entry is removed after its key or its value is
	 * collected.
	 */
	WEAK_KEYS_AND_VALUES,

	/**
	 * Strong keys, soft values. The collector clears values when memory is short. An
	 * entry is removed after its value is cleared.
	 */
	SOFT_VALUES;

	/**
	 * Returns the name as configuration and endpoint spell it, such as
	 * {@code weak-values}.
	 */
	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}
