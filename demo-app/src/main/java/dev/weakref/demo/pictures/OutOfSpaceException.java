package dev.weakref.demo.pictures;

/**
 * There is no room for another picture at the moment.
 */
public final class OutOfSpaceException extends PictureException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is short of, and what to do
	 */
	public OutOfSpaceException(String message) {
		super(message, null);
	}

}
