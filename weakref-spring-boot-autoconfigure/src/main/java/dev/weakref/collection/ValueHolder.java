package dev.weakref.collection;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Holds the value of a node with a weak key: weakly, for a limited time, or both.
 */
sealed interface ValueHolder<V> {

	@Nullable V value();

	boolean isLive();

	boolean isCollected();

	boolean holds(Object value);

	/**
	 * Returns the holder that is the content of a node.
	 */
	@SuppressWarnings("unchecked")
	static <V> ValueHolder<V> of(Object content) {
		return (ValueHolder<V>) content;
	}

	/**
	 * Returns the value in the holder that is the content of a node.
	 */
	@SuppressWarnings("unchecked")
	static <V> @Nullable V value(Object content) {
		// The most frequent holder by far is spared the dispatch
		return (content.getClass() == Weak.class) ? ((Weak<V>) content).get() : ValueHolder.<V>of(content).value();
	}

	/**
	 * A weak value. It has the hash of its entry, by which the entry is found after the
	 * value was collected.
	 */
	sealed class Weak<V> extends WeakReference<V> implements ValueHolder<V> {

		final int hash;

		Weak(V value, int hash, ReferenceQueue<Object> queue) {
			super(value, queue);
			this.hash = hash;
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

	}

	/**
	 * A weak value that expires.
	 */
	final class TimedWeak<V> extends Weak<V> {

		private final Freshness freshness;

		private final long writtenAt;

		TimedWeak(V value, int hash, ReferenceQueue<Object> queue, Freshness freshness) {
			super(value, hash, queue);
			this.freshness = freshness;
			this.writtenAt = freshness.now();
		}

		@Override
		public @Nullable V value() {
			return this.freshness.isStale(this.writtenAt) ? null : get();
		}

		@Override
		public boolean isLive() {
			return super.isLive() && !this.freshness.isStale(this.writtenAt);
		}

	}

	/**
	 * A strong value that expires.
	 */
	final class Timed<V> implements ValueHolder<V> {

		private final V value;

		private final Freshness freshness;

		private final long writtenAt;

		Timed(V value, Freshness freshness) {
			this.value = value;
			this.freshness = freshness;
			this.writtenAt = freshness.now();
		}

		@Override
		public @Nullable V value() {
			return isLive() ? this.value : null;
		}

		@Override
		public boolean isLive() {
			return !this.freshness.isStale(this.writtenAt);
		}

		@Override
		public boolean isCollected() {
			return false;
		}

		@Override
		public boolean holds(Object value) {
			return this.value == value;
		}

	}

}
