package dev.weakref.collection;

import dev.weakref.Internal;

/**
 * States whether the value of an entry may be returned. A stamp never becomes current
 * again after it has ceased to be.
 *
 * @hidden
 */
@Internal
public interface Stamp {

	/**
	 * Returns whether the value may be returned. Called with each look-up.
	 * @return whether it may be
	 */
	boolean isCurrent();

}
