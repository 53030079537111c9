package dev.weakref.reaper;

/**
 * Is told which things there are in a {@link Directory}. Called by the thread that adds
 * or removes one, or by the reaper thread for one that was collected.
 *
 * @param <M> the type of what is managed
 */
public interface DirectoryListener<M> {

	/**
	 * A thing has come. May be called again for one that was told before.
	 * @param managed the thing, which can be held without holding what its users have
	 */
	void added(M managed);

	/**
	 * A thing has gone. May be called again for one that was told to have gone before.
	 * @param managed the thing
	 */
	void removed(M managed);

}
