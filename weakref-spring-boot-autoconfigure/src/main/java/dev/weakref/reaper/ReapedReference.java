package dev.weakref.reaper;

import java.lang.ref.WeakReference;

import dev.weakref.Internal;

/**
 * A weak reference whose {@link #reap()} the reaper thread calls once after the referent
 * has been collected.
 * <p>
 * The reference itself must be held: one that becomes unreachable before its referent is
 * never reaped. If {@link #reap()} removes the reference from the place that holds it,
 * the referent has to be held until the reference is there.
 *
 * @param <T> the type of the referent
 * @hidden
 */
@Internal
public abstract class ReapedReference<T> extends WeakReference<T> {

	/**
	 * Creates a reference.
	 * @param referent the referent
	 * @param reaper the reaper that calls {@link #reap()}
	 */
	protected ReapedReference(T referent, Reaper reaper) {
		super(referent, reaper.queue());
	}

	/**
	 * Called after the collection of the referent, on the reaper thread, which does
	 * nothing else meanwhile. It removes entries and submits callbacks to
	 * {@link Callbacks}; it runs no user code.
	 */
	protected abstract void reap();

}
