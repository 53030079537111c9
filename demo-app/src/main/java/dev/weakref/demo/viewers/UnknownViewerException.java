package dev.weakref.demo.viewers;

/**
 * There is no such viewer, or it was closed.
 */
final class UnknownViewerException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	UnknownViewerException() {
		super("There is no such viewer, or it has been closed.");
	}

}
