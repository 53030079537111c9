package dev.weakref.directory;

/**
 * Another thing of the same kind has that name.
 */
public class DuplicateNameException extends IllegalStateException {

	private static final long serialVersionUID = 1L;

	private final String name;

	/**
	 * Create an exception.
	 * @param name the name that is taken
	 */
	public DuplicateNameException(String name) {
		super("The name '" + name + "' is taken: choose another one, or remove what has it first");
		this.name = name;
	}

	/**
	 * The name that is taken.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

}
