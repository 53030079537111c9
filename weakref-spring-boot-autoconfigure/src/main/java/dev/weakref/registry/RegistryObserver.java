package dev.weakref.registry;

/**
 * Is told of registrations and collections in a {@link WeakRegistry}.
 * <p>
 * The registry holds observers strongly, so an observer must not hold the objects that it
 * is given.
 */
public interface RegistryObserver {

	/**
	 * Called when an object was registered that was not in this group before, on the
	 * registering thread and with no lock held. An exception is logged and does not reach
	 * the caller.
	 * @param group the name of its type or group
	 * @param object the object
	 */
	default void registered(String group, Object object) {
	}

	/**
	 * Called once for each registered object that was collected, in no particular order,
	 * where the reaper runs its callbacks. An exception is counted and logged. Not called
	 * for an object that was deregistered.
	 * @param group the name of its type or group
	 */
	default void collected(String group) {
	}

}
