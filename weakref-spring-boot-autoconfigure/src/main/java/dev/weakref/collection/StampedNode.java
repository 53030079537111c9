package dev.weakref.collection;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;

import org.jspecify.annotations.Nullable;

/**
 * A node with a weak value that is live as long as its stamp is current. After the stamp
 * has ended, {@link #referent()} still returns the value, and another stamp makes the
 * node live again.
 */
final class StampedNode<K, V> extends WeakValueNode.Retained<K, V> implements StampedEntry<V> {

	private static final VarHandle STAMP;

	static {
		try {
			STAMP = MethodHandles.lookup().findVarHandle(StampedNode.class, "stamp", Stamp.class);
		}
		catch (ReflectiveOperationException ex) {
			throw new ExceptionInInitializerError(ex);
		}
	}

	private volatile Stamp stamp;

	StampedNode(K key, int hash, V value, ReferenceQueue<Object> queue, Stamp stamp) {
		super(key, hash, value, queue);
		this.stamp = stamp;
	}

	@Override
	public @Nullable V value() {
		return (this.stamp.isCurrent()) ? get() : null;
	}

	@Override
	public boolean isLive() {
		return super.isLive() && this.stamp.isCurrent();
	}

	@Override
	public @Nullable V referent() {
		return get();
	}

	@Override
	public @Nullable Object referents() {
		return get();
	}

	@Override
	public Stamp stamp() {
		return this.stamp;
	}

	@Override
	public boolean renew(Stamp expected, Stamp stamp) {
		return STAMP.compareAndSet(this, expected, stamp);
	}

}
