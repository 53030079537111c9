package dev.weakref.registry;

import java.util.NoSuchElementException;

/**
 * There is no object of that id: it has been collected or forgotten, or the id was never
 * given out.
 */
public class UnknownObjectException extends NoSuchElementException {

	private static final long serialVersionUID = 1L;

	private final long id;

	/**
	 * Create an exception.
	 * @param id the id that was asked for
	 * @param reason why there is no object
	 */
	public UnknownObjectException(long id, String reason) {
		super("There is no object with id " + id + ": " + reason);
		this.id = id;
	}

	/**
	 * The id that was asked for.
	 * @return the id
	 */
	public long id() {
		return this.id;
	}

}
