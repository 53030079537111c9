package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * What meters and endpoint see of a named collection. Nothing here makes an element
 * strong.
 */
public interface ManagedCollection {

	/**
	 * The name of the collection.
	 * @return the name
	 */
	String name();

	/**
	 * What kind it is, such as {@code weak-key-map}.
	 * @return the kind
	 */
	String kind();

	/**
	 * How many entries are live, counted one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * How many entries there are, counting dead ones that have not been drained. O(1).
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * How many entries have gone because the collector cleared them. O(1).
	 * @return the number so far
	 */
	long collectedCount();

	/**
	 * How many duplicates an interner has avoided.
	 * @return the number so far, or {@code null} for other kinds
	 */
	default @Nullable Long duplicatesAvoided() {
		return null;
	}

}
