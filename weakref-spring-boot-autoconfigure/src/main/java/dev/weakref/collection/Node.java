package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a table, which is at the same time the reference to its weak side.
 * <p>
 * A node is live until its referent is cleared or, where entries expire, until it is
 * stale.
 */
interface Node<K, V> {

	int hash();

	/** The key, strongly, or {@code null} if it has been collected. */
	@Nullable K key();

	/** The value, strongly, or {@code null} if the node is not live. */
	@Nullable V value();

	/** Whether key and value are there; makes neither of them strong. */
	boolean isLive();

	/** Whether the collector, rather than time, has ended the node. */
	boolean isCollected();

	/** Whether this is the node's value; does not make it strong. */
	boolean holds(Object value);

	@Nullable Node<K, V> next();

	void setNext(@Nullable Node<K, V> next);

}
