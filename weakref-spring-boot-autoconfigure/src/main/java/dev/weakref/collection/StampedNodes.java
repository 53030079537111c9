package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;

import org.jspecify.annotations.Nullable;

/**
 * Copies nodes with stamps, and exchanges a node for one that was made before. Only
 * {@link StampedTable#enter} makes new nodes, because a value alone has no stamp.
 *
 * @param queue the queue of the dead nodes
 * @param successor the node that takes the place of another one, or {@code null}
 */
record StampedNodes<K, V>(ReferenceQueue<Object> queue,
		@Nullable StampedNode<K, V> successor) implements NodeFactory<K, V> {

	@Override
	public Node<K, V> create(K key, int hash, V value) {
		throw new UnsupportedOperationException("A value without a stamp cannot be stored");
	}

	@Override
	public @Nullable Node<K, V> renew(Node<K, V> node, V value) {
		return this.successor;
	}

	@Override
	public boolean renewsInPlace() {
		return false;
	}

	@Override
	public @Nullable Node<K, V> copy(Node<K, V> node) {
		StampedNode<K, V> stamped = (StampedNode<K, V>) node;
		V value = stamped.referent();
		return (value != null) ? new StampedNode<>(stamped.key, stamped.hash, value, this.queue, stamped.stamp())
				: null;
	}

}
