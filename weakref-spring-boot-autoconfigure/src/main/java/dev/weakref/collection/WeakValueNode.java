package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Refers strongly to the key and weakly to the value.
 */
class WeakValueNode<K, V> extends WeakReference<V> implements Node<K, V> {

	final K key;

	final int hash;

	volatile @Nullable WeakValueNode<K, V> next;

	WeakValueNode(K key, int hash, V value, ReferenceQueue<Object> queue) {
		super(value, queue);
		this.key = key;
		this.hash = hash;
	}

	@Override
	public final int hash() {
		return this.hash;
	}

	@Override
	public final K key() {
		return this.key;
	}

	@Override
	public @Nullable V value() {
		return get();
	}

	@Override
	public boolean isLive() {
		return !refersTo(null);
	}

	@Override
	public final boolean isCollected() {
		return refersTo(null);
	}

	@Override
	@SuppressWarnings("unchecked")
	public final boolean holds(Object value) {
		return refersTo((V) value);
	}

	@Override
	public final @Nullable Node<K, V> next() {
		return this.next;
	}

	@Override
	@SuppressWarnings("unchecked")
	public final void setNext(@Nullable Node<K, V> next) {
		this.next = (WeakValueNode<K, V>) next;
	}

	/**
	 * Can be retained.
	 */
	static class Retained<K, V> extends WeakValueNode<K, V> implements Retainable {

		private int state;

		Retained(K key, int hash, V value, ReferenceQueue<Object> queue) {
			super(key, hash, value, queue);
		}

		@Override
		public @Nullable Object referents() {
			return value();
		}

		@Override
		public final int state() {
			return this.state;
		}

		@Override
		public final void setState(int state) {
			this.state = state;
		}

		/**
		 * Returns the hash by which the policy estimates how often the key is used.
		 */
		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	/**
	 * Expires, and can be retained.
	 */
	static final class Timed<K, V> extends Retained<K, V> implements NodeFactory.TimedNode {

		private final Freshness freshness;

		private final long writtenAt;

		Timed(K key, int hash, V value, ReferenceQueue<Object> queue, Freshness freshness, long writtenAt) {
			super(key, hash, value, queue);
			this.freshness = freshness;
			this.writtenAt = writtenAt;
		}

		@Override
		public @Nullable V value() {
			return this.freshness.isStale(this.writtenAt) ? null : get();
		}

		@Override
		public boolean isLive() {
			return super.isLive() && !this.freshness.isStale(this.writtenAt);
		}

		@Override
		public long writtenAt() {
			return this.writtenAt;
		}

	}

}
