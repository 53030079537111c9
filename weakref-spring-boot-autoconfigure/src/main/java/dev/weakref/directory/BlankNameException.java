package dev.weakref.directory;

/**
 * A thing that is to show by its name was given one that cannot be seen or asked for.
 */
public class BlankNameException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	private final String name;

	/**
	 * Create an exception.
	 * @param name the name, which is empty or consists of white space
	 */
	public BlankNameException(String name) {
		super("The name '" + name + "' is blank: choose one that can be read in log, meters and endpoint");
		this.name = name;
	}

	/**
	 * The name.
	 * @return the name, which is empty or consists of white space
	 */
	public String name() {
		return this.name;
	}

}
