package dev.weakref.registry;

/**
 * Is told of the lives of registered objects.
 * <p>
 * The registry holds observers strongly, so they must not hold the objects they are told
 * of; counting or logging needs none.
 */
public interface RegistryObserver {

	/**
	 * An object was registered that was not registered in this group before. Called by
	 * the registering thread, with no lock held; an exception is logged and does not
	 * reach the caller.
	 * @param group the name of its type or group
	 * @param object the object
	 */
	default void registered(String group, Object object) {
	}

	/**
	 * A registered object has been collected. Called once for each, in no particular
	 * order, where the reaper runs its callbacks; an exception is counted and logged. Not
	 * called for an object that was deregistered.
	 * @param group the name of its type or group
	 */
	default void collected(String group) {
	}

}
