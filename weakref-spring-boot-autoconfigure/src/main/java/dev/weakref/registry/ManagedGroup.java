package dev.weakref.registry;

/**
 * What meters and endpoint see of the objects of one type, one group, or one kind of
 * companion. Nothing here makes an object strong.
 */
public interface ManagedGroup {

	/**
	 * The name of the type, the group, or the companions.
	 * @return the name
	 */
	String name();

	/**
	 * How many registered objects are live, counted one by one. O(capacity).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * How many objects are registered, counting dead ones that have not been drained.
	 * O(1).
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * How many objects have been registered. O(1).
	 * @return the number so far
	 */
	long registered();

	/**
	 * How many registered objects have gone because the collector cleared them. O(1).
	 * @return the number so far
	 */
	long collected();

}
