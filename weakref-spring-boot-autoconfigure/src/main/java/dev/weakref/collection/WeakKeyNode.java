package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Refers weakly to the key and strongly to the value, which can be exchanged.
 */
@SuppressWarnings("unchecked")
class WeakKeyNode<K, V> extends WeakReference<K> implements Node<K, V> {

	final int hash;

	/** The value itself, or in {@link HeldValue} nodes what holds it. */
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

		HeldValue(K key, int hash, ValueHolder<V> holder, ReferenceQueue<Object> queue) {
			super(key, hash, holder, queue);
		}

		@Override
		public @Nullable V value() {
			Object holder = this.content;
			// The most frequent holder by far is spared the dispatch
			return (holder.getClass() == ValueHolder.Weak.class) ? ((ValueHolder.Weak<V>) holder).get()
					: ((ValueHolder<V>) holder).value();
		}

		@Override
		public boolean isLive() {
			return super.isLive() && holder().isLive();
		}

		@Override
		public boolean isCollected() {
			return super.isCollected() || holder().isCollected();
		}

		@Override
		public boolean holds(Object value) {
			return holder().holds(value);
		}

		private ValueHolder<V> holder() {
			return (ValueHolder<V>) this.content;
		}

	}

}
