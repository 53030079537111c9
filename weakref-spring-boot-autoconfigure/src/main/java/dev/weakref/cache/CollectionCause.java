package dev.weakref.cache;

/**
 * Why the collector ended an entry.
 */
public enum CollectionCause {

	/** The value was collected; the key is told. */
	VALUE_COLLECTED,

	/** The key was collected, so that it can no longer be told. */
	KEY_COLLECTED

}
