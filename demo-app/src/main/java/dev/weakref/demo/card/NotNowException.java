package dev.weakref.demo.card;

/**
 * Something cannot be done at the moment. The message is for the one who tries it.
 */
public final class NotNowException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * Create an exception.
	 * @param message what is the matter, and what to do
	 */
	public NotNowException(String message) {
		super(message);
	}

}
