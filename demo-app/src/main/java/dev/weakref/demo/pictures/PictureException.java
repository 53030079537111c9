package dev.weakref.demo.pictures;

import org.jspecify.annotations.Nullable;

/**
 * A picture cannot be shown. The message is for the one who wants to see it.
 */
public abstract sealed class PictureException extends RuntimeException
		permits UnknownPictureException, UnreadablePictureException, OutOfSpaceException {

	private static final long serialVersionUID = 1L;

	PictureException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
