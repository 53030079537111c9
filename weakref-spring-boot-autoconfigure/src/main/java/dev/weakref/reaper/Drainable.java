package dev.weakref.reaper;

import java.lang.ref.Reference;

/**
 * A structure with a reference queue of its own, which the {@link Reaper} polls for it.
 *
 * @see Reaper#watch(java.lang.ref.ReferenceQueue, Drainable)
 */
@FunctionalInterface
public interface Drainable {

	/**
	 * Remove what this dead reference stood for. Called on the reaper thread, with no
	 * lock held; calls for the same reference may race with the structure's own polling,
	 * so a reference that is no longer part of the structure is to be ignored.
	 * @param dead a reference that the structure's queue handed out
	 */
	void drain(Reference<?> dead);

	/**
	 * All references that the queue held have been {@linkplain #drain drained}.
	 */
	default void drained() {
	}

}
