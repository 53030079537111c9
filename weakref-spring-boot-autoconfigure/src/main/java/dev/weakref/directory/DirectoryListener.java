package dev.weakref.directory;

/**
 * Is told which things there are in a {@link Directory}: once that a thing has come, then
 * once that it has gone. A thing is told to have gone before the next one of its name is
 * told to have come.
 * <p>
 * Calls come one after the other, on the thread that adds or removes a thing, on the
 * reaper thread for one that was collected, or on a thread that is telling listeners of
 * another thing at that moment. No lock is held. What is thrown is logged, and the next
 * call comes nevertheless.
 *
 * @param <M> the type of what is managed
 */
public interface DirectoryListener<M> {

	/**
	 * A thing has come.
	 * @param managed the thing, which can be held without holding what its users have
	 */
	void added(M managed);

	/**
	 * A thing has gone, or the listener is to be told no more.
	 * @param managed the thing
	 */
	void removed(M managed);

}
