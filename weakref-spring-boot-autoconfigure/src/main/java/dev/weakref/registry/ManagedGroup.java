package dev.weakref.registry;

import dev.weakref.Kind;
import dev.weakref.directory.Managed;

/**
 * What meters and endpoint see of the objects of one type, one group, or one kind of
 * companion. Nothing here makes an object strong.
 */
public interface ManagedGroup extends Managed {

	@Override
	default Kind kind() {
		return Kind.REGISTRY;
	}

	/**
	 * How many objects have been registered. O(1).
	 * @return the number so far
	 */
	long registered();

}
