package dev.weakref.signal;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * What meters and endpoint see of a named signal. Nothing here makes a receiver or a
 * sender strong.
 */
public interface ManagedSignal extends Managed {

	@Override
	default Kind kind() {
		return Kind.SIGNAL;
	}

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
