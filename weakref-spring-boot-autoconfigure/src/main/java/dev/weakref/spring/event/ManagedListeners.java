package dev.weakref.spring.event;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * What meters and endpoint see of the weak listeners of one event type. Nothing here
 * makes an owner strong.
 */
public interface ManagedListeners extends Managed {

	@Override
	default Kind kind() {
		return Kind.LISTENER;
	}

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
