package dev.weakref.registry;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * The objects of one type, one group, or one kind of companion, as endpoint and meters
 * show them. No method makes an object strong.
 */
public interface ManagedGroup extends Managed {

	@Override
	default Kind kind() {
		return Kind.REGISTRY;
	}

	/**
	 * Returns how many objects have been registered. O(1).
	 * @return the number so far
	 */
	long registered();

}
