package dev.weakref.directory;

/**
 * Thrown when the name of a managed object is empty or consists of white space.
 */
public class BlankNameException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String name;

	/**
	 * Creates an exception.
	 * @param name the name, which is empty or consists of white space
	 */
	public BlankNameException(String name) {
		super("The name '" + name + "' is blank: choose one that can be read in log, meters and endpoint");
		this.name = name;
	}

	/**
	 * Returns the name.
	 * @return the name, which is empty or consists of white space
	 */
	public String name() {
		return this.name;
	}

}
