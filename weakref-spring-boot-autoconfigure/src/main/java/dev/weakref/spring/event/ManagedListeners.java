package dev.weakref.spring.event;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * The view of the weak listeners of one event type for meters and endpoint. None of its
 * methods makes an owner strong.
 */
public interface ManagedListeners extends Managed {

	@Override
	default Kind kind() {
		return Kind.LISTENER;
	}

	/**
	 * Returns how many times a listener has been called or handed to the executor. O(1).
	 * @return the number so far
	 */
	long deliveries();

	/**
	 * Returns how many of the collected listeners had never been called. O(1).
	 * @return the number so far
	 */
	long diedUncalled();

	/**
	 * Returns how many times a listener or its condition has thrown. O(1).
	 * @return the number so far
	 */
	long failed();

}
