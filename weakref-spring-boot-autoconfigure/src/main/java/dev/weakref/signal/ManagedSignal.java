package dev.weakref.signal;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * The view of a named signal for meters and endpoint. None of its methods makes a
 * receiver or a sender strong.
 */
public interface ManagedSignal extends Managed {

	@Override
	default Kind kind() {
		return Kind.SIGNAL;
	}

	/**
	 * Returns how many events have been sent. O(1).
	 * @return the number so far
	 */
	long sends();

	/**
	 * Returns how many times a receiver has thrown or its stage has failed. O(1).
	 * @return the number so far
	 */
	long failed();

}
