package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a table, which is itself the reference to its weak side.
 * <p>
 * A node is live until its referent is cleared or it has expired.
 */
interface Node<K, V> {

	int hash();

	/** Returns the key, or {@code null} if it was collected. */
	@Nullable K key();

	/** Returns the value, or {@code null} if the node is not live. */
	@Nullable V value();

	/** Returns whether key and value are live. Makes neither of them strong. */
	boolean isLive();

	/** Returns whether key or value was collected, rather than expired. */
	boolean isCollected();

	/** Returns whether this is the node's value. Does not make it strong. */
	boolean holds(Object value);

	@Nullable Node<K, V> next();

	void setNext(@Nullable Node<K, V> next);

}
