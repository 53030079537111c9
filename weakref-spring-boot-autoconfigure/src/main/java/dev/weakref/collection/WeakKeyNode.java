package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Refers weakly to the key and strongly to the value, which can be replaced.
 */
@SuppressWarnings("unchecked")
class WeakKeyNode<K, V> extends WeakReference<K> implements Node<K, V> {

	final int hash;

	/** The value, or its {@link ValueHolder}. */
	volatile Object content;

	volatile @Nullable WeakKeyNode<K, V> next;

	WeakKeyNode(K key, int hash, Object content, ReferenceQueue<Object> queue) {
		super(key, queue);
		this.hash = hash;
		this.content = content;
	}

	@Override
	public final int hash() {
		return this.hash;
	}

	@Override
	public final @Nullable K key() {
		return get();
	}

	@Override
	public @Nullable V value() {
		return (V) this.content;
	}

	@Override
	public boolean isLive() {
		return !refersTo(null);
	}

	@Override
	public boolean isCollected() {
		return refersTo(null);
	}

	@Override
	public boolean holds(Object value) {
		return this.content == value;
	}

	@Override
	public final @Nullable Node<K, V> next() {
		return this.next;
	}

	@Override
	public final void setNext(@Nullable Node<K, V> next) {
		this.next = (WeakKeyNode<K, V>) next;
	}

	/**
	 * Refers to the value through a holder: weakly, for a limited time, or both.
	 */
	static final class HeldValue<K, V> extends WeakKeyNode<K, V> {

		HeldValue(K key, int hash, Object holder, ReferenceQueue<Object> queue) {
			super(key, hash, holder, queue);
		}

		@Override
		public @Nullable V value() {
			return ValueHolder.value(this.content);
		}

		@Override
		public boolean isLive() {
			return super.isLive() && ValueHolder.of(this.content).isLive();
		}

		@Override
		public boolean isCollected() {
			return super.isCollected() || ValueHolder.of(this.content).isCollected();
		}

		@Override
		public boolean holds(Object value) {
			return ValueHolder.of(this.content).holds(value);
		}

	}

	/**
	 * Can be retained. It has one value: a value that replaces it gets a node of its own.
	 */
	static class Retained<K, V> extends WeakKeyNode<K, V> implements Retainable {

		private int state;

		Retained(K key, int hash, Object content, ReferenceQueue<Object> queue) {
			super(key, hash, content, queue);
		}

		@Override
		public @Nullable Object referents() {
			return get();
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
	 * Can be retained, and refers to the value through a holder.
	 */
	static final class RetainedHeldValue<K, V> extends Retained<K, V> {

		RetainedHeldValue(K key, int hash, Object holder, ReferenceQueue<Object> queue) {
			super(key, hash, holder, queue);
		}

		@Override
		public @Nullable V value() {
			return ValueHolder.value(this.content);
		}

		@Override
		public boolean isLive() {
			return super.isLive() && ValueHolder.of(this.content).isLive();
		}

		@Override
		public boolean isCollected() {
			return super.isCollected() || ValueHolder.of(this.content).isCollected();
		}

		@Override
		public boolean holds(Object value) {
			return ValueHolder.of(this.content).holds(value);
		}

		@Override
		public @Nullable Object referents() {
			K key = get();
			V value = value();
			return (key != null && value != null) ? new Pair(key, value) : null;
		}

		/**
		 * The key and the value of an entry.
		 */
		private record Pair(Object key, Object value) {
		}

	}

}
