package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.SoftReference;

import org.jspecify.annotations.Nullable;

/**
 * Refers strongly to the key and softly to the value. Can be retained.
 */
class SoftValueNode<K, V> extends SoftReference<V> implements Node<K, V>, Retainable {

	final K key;

	final int hash;

	volatile @Nullable SoftValueNode<K, V> next;

	private int state;

	SoftValueNode(K key, int hash, V value, ReferenceQueue<Object> queue) {
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
		this.next = (SoftValueNode<K, V>) next;
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

	/**
	 * Expires.
	 */
	static final class Timed<K, V> extends SoftValueNode<K, V> implements NodeFactory.TimedNode {

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
