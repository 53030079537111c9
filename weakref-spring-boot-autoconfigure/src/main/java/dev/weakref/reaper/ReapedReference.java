package dev.weakref.reaper;

import java.lang.ref.WeakReference;

/**
 * A weak reference that is told on the reaper thread, once, that its referent has been
 * collected.
 * <p>
 * Somebody must hold the reference itself: one that becomes unreachable before its
 * referent does is never told anything. If what {@link #reap()} does is to undo where the
 * reference was put, the referent has to be held until it is there.
 *
 * @param <T> the type of the referent
 */
public abstract class ReapedReference<T> extends WeakReference<T> {

	/**
	 * Create a reference that the given reaper looks after.
	 * @param referent the object to refer to weakly
	 * @param reaper the reaper that calls {@link #reap()}
	 */
	protected ReapedReference(T referent, Reaper reaper) {
		super(referent, reaper.queue());
	}

	/**
	 * React to the collection of the referent. Runs on the reaper thread and delays
	 * everything else there, so it removes and hands over; user code belongs in
	 * {@link Callbacks#submit}.
	 */
	protected abstract void reap();

}
