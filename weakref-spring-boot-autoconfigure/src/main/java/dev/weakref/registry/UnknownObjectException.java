package dev.weakref.registry;

import java.util.NoSuchElementException;

/**
 * Thrown when an id leads to no object: the object has been collected, the id was
 * removed, or the id was never given out.
 */
public class UnknownObjectException extends NoSuchElementException {

	private static final long serialVersionUID = 1L;

	private final long id;

	/**
	 * Creates an exception.
	 * @param id the id that was asked for
	 * @param reason why there is no object
	 */
	public UnknownObjectException(long id, String reason) {
		super("There is no object with id " + id + ": " + reason);
		this.id = id;
	}

	/**
	 * Returns the id that was asked for.
	 * @return the id
	 */
	public long id() {
		return this.id;
	}

}
