package dev.weakref.registry;

/**
 * Receives the registrations and collections of a {@link WeakRegistry}.
 * <p>
 * The registry holds observers strongly, so an observer must not hold the objects that it
 * is given.
 */
public interface RegistryObserver {

	/**
	 * Called when an object was registered that was not a member of the group, on the
	 * registering thread and with no lock held. A {@link RuntimeException} is logged and
	 * does not reach the caller.
	 * @param group the name of its type or group
	 * @param object the object
	 */
	default void registered(String group, Object object) {
	}

	/**
	 * Called once for each registered object that was collected, in no particular order,
	 * on the callback executor of the reaper. An exception is counted and logged. Not
	 * called for an object that was deregistered.
	 * @param group the name of its type or group
	 */
	default void collected(String group) {
	}

}
