package dev.weakref.suitability;

/**
 * Thrown when a callback or finalizer is registered for an object that is never
 * collected, or that is shared by value, so that its collection tells nothing.
 *
 * @see LastingObjects
 */
public class LastingObjectException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final Class<?> type;

	LastingObjectException(Class<?> type) {
		super("A " + type.getName() + " is never collected, or is shared by value, so its collection tells nothing. "
				+ "Register the callback for an object of a class of your own that lives as long as it is needed");
		this.type = type;
	}

	/**
	 * Returns the class of the object.
	 * @return the class
	 */
	public Class<?> type() {
		return this.type;
	}

}
