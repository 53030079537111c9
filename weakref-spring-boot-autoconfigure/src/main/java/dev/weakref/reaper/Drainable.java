package dev.weakref.reaper;

import java.lang.ref.Reference;

import dev.weakref.Internal;

/**
 * A structure with a reference queue of its own, which the {@link Reaper} polls.
 *
 * @see Reaper#watch(java.lang.ref.ReferenceQueue, Drainable)
 * @hidden
 */
@Internal
@FunctionalInterface
public interface Drainable {

	/**
	 * Removes the entry of a cleared reference. Called on the reaper thread, with no lock
	 * held. The structure may poll its queue itself at the same time, so it ignores a
	 * reference that it has removed before.
	 * @param dead a reference from the queue of the structure
	 */
	void drain(Reference<?> dead);

	/**
	 * Called after the queue has been emptied, if it held any reference.
	 */
	default void drained() {
	}

}
