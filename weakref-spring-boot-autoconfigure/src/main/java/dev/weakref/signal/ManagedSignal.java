package dev.weakref.signal;

/**
 * What meters and endpoint see of a named signal. Nothing here makes a receiver or a
 * sender strong.
 */
public interface ManagedSignal {

	/**
	 * The name of the signal.
	 * @return the name
	 */
	String name();

	/**
	 * How many receivers are connected and live, counted one by one. O(receivers).
	 * @return the number at some moment during the call
	 */
	long receiverCount();

	/**
	 * How many receivers are connected, counting dead ones that have not been dropped.
	 * O(1).
	 * @return an upper bound of the live ones
	 */
	long estimatedSize();

	/**
	 * How many receivers have gone because their owner, or the sender they listened to,
	 * was collected. O(1).
	 * @return the number so far
	 */
	long collectedReceivers();

	/**
	 * How many events have been sent. O(1).
	 * @return the number so far
	 */
	long sends();

	/**
	 * How many times a receiver has thrown or its stage has failed. O(1).
	 * @return the number so far
	 */
	long failed();

}
