package dev.weakref.demo.pictures;

/**
 * There is no picture of that name.
 */
public final class UnknownPictureException extends PictureException {

	private static final long serialVersionUID = 1L;

	UnknownPictureException() {
		super("There is no picture of that name.", null);
	}

}
