package dev.weakref.directory;

/**
 * Thrown when the name of a new managed object belongs to another one in the same
 * directory.
 */
public class DuplicateNameException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String name;

	/**
	 * Creates an exception.
	 * @param name the name that is taken
	 */
	public DuplicateNameException(String name) {
		super("The name '" + name + "' is taken: choose another one, or first remove the object that has it");
		this.name = name;
	}

	/**
	 * Returns the name that is taken.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

}
