package dev.weakref.directory;

import dev.weakref.Kind;

/**
 * An object that endpoint and meters show by its name. It does not hold the object that
 * its users hold, and none of its methods makes a referent strong.
 */
public interface Managed {

	/**
	 * Returns the name.
	 * @return the name, which is unique in a {@link Directory}
	 */
	String name();

	/**
	 * Returns the kind.
	 * @return the kind
	 */
	Kind kind();

	/**
	 * Counts the live entries one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * Returns the number of entries, including dead ones that have not been drained. O(1)
	 * unless a subtype says otherwise.
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * Returns how many entries have been collected. O(1).
	 * @return the number so far
	 */
	long collectedCount();

}
