package dev.weakref.directory;

/**
 * Receives the objects that are added to and removed from a {@link Directory}. Each
 * object is added once and then removed once. An object is removed before the next one of
 * its name is added.
 * <p>
 * The calls come one after the other, with no lock held: on the thread that adds or
 * removes an object, on the reaper thread if its owner was collected, or on a thread that
 * makes the calls of another thread at that moment. Exceptions are logged and do not stop
 * later calls.
 *
 * @param <M> the type of the managed objects
 */
public interface DirectoryListener<M> {

	/**
	 * Called when an object was added, and for each object that was there before the
	 * listener.
	 * @param managed the object, which can be held without holding its owner
	 */
	void added(M managed);

	/**
	 * Called when an object was removed, and for each object when the listener is
	 * removed.
	 * @param managed the object
	 */
	void removed(M managed);

}
