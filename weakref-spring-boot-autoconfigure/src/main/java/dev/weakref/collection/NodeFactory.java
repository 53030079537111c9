package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;
import java.util.Objects;

import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * Makes the nodes of a table. There is one implementation for each way to refer to key
 * and value.
 */
interface NodeFactory<K, V> {

	Node<K, V> create(K key, int hash, V value);

	/**
	 * Gives an entry another value. The caller holds the monitor of the chain if
	 * {@link #renewsInPlace()} is {@code true}.
	 * @return the node itself, or the node to put in its place; {@code null} if the key
	 * was collected
	 */
	@Nullable Node<K, V> renew(Node<K, V> node, V value);

	/**
	 * Returns whether a node stays in the chain when it is given another value.
	 */
	boolean renewsInPlace();

	/**
	 * Copies a node, for a table twice the size.
	 * @return the copy, or {@code null} if the node is not live
	 */
	@Nullable Node<K, V> copy(Node<K, V> node);

	static <K, V> NodeFactory<K, V> of(ReferenceMapBuilder<K, V> options, ReferenceQueue<Object> queue) {
		if (options.stamped) {
			return new StampedNodes<>(queue, null);
		}
		Freshness freshness = options.freshness();
		boolean retained = (options.retainer != null);
		return switch (options.references) {
			case WEAK_KEYS -> new WeakKeys<>(queue, freshness, false, retained);
			case WEAK_KEYS_AND_VALUES -> new WeakKeys<>(queue, freshness, true, retained);
			case WEAK_VALUES -> new StrongKeys<>(queue, freshness, false, retained);
			case SOFT_VALUES -> new StrongKeys<>(queue, freshness, true, retained);
		};
	}

	/**
	 * Weak keys, and values that are the content of their node or in a
	 * {@link ValueHolder}.
	 */
	record WeakKeys<K, V>(ReferenceQueue<Object> queue, @Nullable Freshness freshness, boolean weakValues,
			boolean retained) implements NodeFactory<K, V> {

		@Override
		public Node<K, V> create(K key, int hash, V value) {
			OwnProxies.requireNotWeakKey(key);
			return node(key, hash, content(value, hash));
		}

		private Node<K, V> node(K key, int hash, Object content) {
			if (this.weakValues || this.freshness != null) {
				return (this.retained) ? new WeakKeyNode.RetainedHeldValue<>(key, hash, content, this.queue)
						: new WeakKeyNode.HeldValue<>(key, hash, content, this.queue);
			}
			return (this.retained) ? new WeakKeyNode.Retained<>(key, hash, content, this.queue)
					: new WeakKeyNode<>(key, hash, content, this.queue);
		}

		private Object content(V value, int hash) {
			if (this.weakValues) {
				OwnProxies.requireNotWeakValue(value);
				return (this.freshness != null) ? new ValueHolder.TimedWeak<>(value, hash, this.queue, this.freshness)
						: new ValueHolder.Weak<>(value, hash, this.queue);
			}
			return (this.freshness != null) ? new ValueHolder.Timed<>(value, this.freshness) : value;
		}

		@Override
		public @Nullable Node<K, V> renew(Node<K, V> node, V value) {
			if (this.retained) {
				K key = node.key();
				return (key != null) ? create(key, node.hash(), value) : null;
			}
			((WeakKeyNode<K, V>) node).content = content(value, node.hash());
			return node;
		}

		@Override
		public boolean renewsInPlace() {
			return !this.retained;
		}

		@Override
		public @Nullable Node<K, V> copy(Node<K, V> node) {
			K key = node.key();
			return (key != null && node.isLive()) ? node(key, node.hash(), ((WeakKeyNode<K, V>) node).content) : null;
		}

	}

	/**
	 * Strong keys, weak or soft values.
	 */
	record StrongKeys<K, V>(ReferenceQueue<Object> queue, @Nullable Freshness freshness, boolean soft,
			boolean retained) implements NodeFactory<K, V> {

		@Override
		public Node<K, V> create(K key, int hash, V value) {
			OwnProxies.requireNotWeakValue(value);
			return (this.freshness != null) ? create(key, hash, value, this.freshness, this.freshness.now())
					: (this.soft) ? new SoftValueNode<>(key, hash, value, this.queue)
							: (this.retained) ? new WeakValueNode.Retained<>(key, hash, value, this.queue)
									: new WeakValueNode<>(key, hash, value, this.queue);
		}

		private Node<K, V> create(K key, int hash, V value, Freshness freshness, long writtenAt) {
			return (this.soft) ? new SoftValueNode.Timed<>(key, hash, value, this.queue, freshness, writtenAt)
					: new WeakValueNode.Timed<>(key, hash, value, this.queue, freshness, writtenAt);
		}

		@Override
		public Node<K, V> renew(Node<K, V> node, V value) {
			return create(key(node), node.hash(), value);
		}

		@Override
		public boolean renewsInPlace() {
			return false;
		}

		@Override
		public @Nullable Node<K, V> copy(Node<K, V> node) {
			V value = node.value();
			if (value == null) {
				return null;
			}
			return (this.freshness != null && node instanceof TimedNode timed)
					? create(key(node), node.hash(), value, this.freshness, timed.writtenAt())
					: create(key(node), node.hash(), value);
		}

		private static <K> K key(Node<K, ?> node) {
			return Objects.requireNonNull(node.key());
		}

	}

	/**
	 * A node that expires.
	 */
	interface TimedNode {

		long writtenAt();

	}

}
