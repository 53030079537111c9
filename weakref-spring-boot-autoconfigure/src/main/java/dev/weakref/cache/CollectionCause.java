package dev.weakref.cache;

/**
 * The side of an entry that was collected.
 */
public enum CollectionCause {

	/** The value was collected; the listener gets the key. */
	VALUE_COLLECTED,

	/** The key was collected, so the listener gets {@code null}. */
	KEY_COLLECTED

}
