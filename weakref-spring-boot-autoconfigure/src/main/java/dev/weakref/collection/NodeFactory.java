package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;

import org.jspecify.annotations.Nullable;

/**
 * Makes the nodes of one table; the implementations are what differs between the
 * {@link References} modes on the writing side.
 */
interface NodeFactory<K, V> {

	Node<K, V> create(K key, int hash, V value);

	/**
	 * Give an entry another value.
	 * @return the node itself, or the one that has to take its place
	 */
	Node<K, V> renew(Node<K, V> node, V value);

	/**
	 * The same entry as a node of its own, for a table twice the size.
	 * @return the copy, or {@code null} if the node is not live
	 */
	@Nullable Node<K, V> copy(Node<K, V> node);

	static <K, V> NodeFactory<K, V> of(References references, ReferenceQueue<Object> queue,
			@Nullable Freshness freshness) {
		return switch (references) {
			case WEAK_KEYS ->
				(freshness != null) ? new HeldValues<>(queue, freshness, false) : new StrongValues<>(queue);
			case WEAK_KEYS_AND_VALUES -> new HeldValues<>(queue, freshness, true);
			case WEAK_VALUES -> new WeakValues<>(queue, freshness);
			case SOFT_VALUES -> new SoftValues<>(queue, freshness);
		};
	}

	/**
	 * Weak keys, strong values.
	 */
	record StrongValues<K, V>(ReferenceQueue<Object> queue) implements NodeFactory<K, V> {

		@Override
		public Node<K, V> create(K key, int hash, V value) {
			return new WeakKeyNode<>(key, hash, value, this.queue);
		}

		@Override
		public Node<K, V> renew(Node<K, V> node, V value) {
			((WeakKeyNode<K, V>) node).content = value;
			return node;
		}

		@Override
		public @Nullable Node<K, V> copy(Node<K, V> node) {
			K key = node.key();
			V value = node.value();
			return (key != null && value != null) ? create(key, node.hash(), value) : null;
		}

	}

	/**
	 * Weak keys, values behind a {@link ValueHolder}.
	 */
	record HeldValues<K, V>(ReferenceQueue<Object> queue, @Nullable Freshness freshness,
			boolean weak) implements NodeFactory<K, V> {

		@Override
		public Node<K, V> create(K key, int hash, V value) {
			return new WeakKeyNode.HeldValue<>(key, hash, hold(value, hash), this.queue);
		}

		@Override
		public Node<K, V> renew(Node<K, V> node, V value) {
			((WeakKeyNode<K, V>) node).content = hold(value, node.hash());
			return node;
		}

		@Override
		@SuppressWarnings("unchecked")
		public @Nullable Node<K, V> copy(Node<K, V> node) {
			K key = node.key();
			ValueHolder<V> holder = (ValueHolder<V>) ((WeakKeyNode<K, V>) node).content;
			return (key != null && holder.isLive()) ? new WeakKeyNode.HeldValue<>(key, node.hash(), holder, this.queue)
					: null;
		}

		private ValueHolder<V> hold(V value, int hash) {
			if (this.freshness == null) {
				return new ValueHolder.Weak<>(value, hash, this.queue);
			}
			return (this.weak) ? new ValueHolder.TimedWeak<>(value, hash, this.queue, this.freshness)
					: new ValueHolder.Timed<>(value, this.freshness);
		}

	}

	/**
	 * Strong keys, weak values.
	 */
	record WeakValues<K, V>(ReferenceQueue<Object> queue, @Nullable Freshness freshness) implements NodeFactory<K, V> {

		@Override
		public Node<K, V> create(K key, int hash, V value) {
			return (this.freshness != null)
					? new WeakValueNode.Timed<>(key, hash, value, this.queue, this.freshness, this.freshness.now())
					: new WeakValueNode<>(key, hash, value, this.queue);
		}

		@Override
		public Node<K, V> renew(Node<K, V> node, V value) {
			return create(((WeakValueNode<K, V>) node).key, node.hash(), value);
		}

		@Override
		public @Nullable Node<K, V> copy(Node<K, V> node) {
			V value = node.value();
			if (value == null) {
				return null;
			}
			K key = ((WeakValueNode<K, V>) node).key;
			return (this.freshness != null && node instanceof WeakValueNode.Timed<K, V> timed)
					? new WeakValueNode.Timed<>(key, node.hash(), value, this.queue, this.freshness, timed.writtenAt())
					: new WeakValueNode<>(key, node.hash(), value, this.queue);
		}

	}

	/**
	 * Strong keys, soft values.
	 */
	record SoftValues<K, V>(ReferenceQueue<Object> queue, @Nullable Freshness freshness) implements NodeFactory<K, V> {

		@Override
		public Node<K, V> create(K key, int hash, V value) {
			return (this.freshness != null)
					? new SoftValueNode.Timed<>(key, hash, value, this.queue, this.freshness, this.freshness.now())
					: new SoftValueNode<>(key, hash, value, this.queue);
		}

		@Override
		public Node<K, V> renew(Node<K, V> node, V value) {
			return create(((SoftValueNode<K, V>) node).key, node.hash(), value);
		}

		@Override
		public @Nullable Node<K, V> copy(Node<K, V> node) {
			V value = node.value();
			if (value == null) {
				return null;
			}
			K key = ((SoftValueNode<K, V>) node).key;
			return (this.freshness != null && node instanceof SoftValueNode.Timed<K, V> timed)
					? new SoftValueNode.Timed<>(key, node.hash(), value, this.queue, this.freshness, timed.writtenAt())
					: new SoftValueNode<>(key, node.hash(), value, this.queue);
		}

	}

}
