package dev.weakref.spring.event;

/**
 * What meters and endpoint see of the weak listeners of one event type. Nothing here
 * makes an owner strong.
 */
public interface ManagedListeners {

	/**
	 * The event type, with its generics; if a method listens to several, all of them.
	 * @return the name
	 */
	String name();

	/**
	 * How many listeners have an owner that is live, counted one by one. O(listeners).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * How many listeners there are, counting dead ones that have not been dropped. O(1).
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * How many listeners have gone because their owner was collected. O(1).
	 * @return the number so far
	 */
	long collected();

	/**
	 * How many times a listener has been called, or handed to the executor. O(1).
	 * @return the number so far
	 */
	long deliveries();

	/**
	 * How many of the collected listeners had never been called. O(1).
	 * @return the number so far
	 */
	long diedUncalled();

	/**
	 * How many times a listener or its condition has thrown. O(1).
	 * @return the number so far
	 */
	long failed();

}
