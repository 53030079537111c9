package dev.weakref.demo.pictures;

import org.jspecify.annotations.Nullable;

/**
 * There is a file, but it cannot be decoded.
 */
public final class UnreadablePictureException extends PictureException {

	private static final long serialVersionUID = 1L;

	UnreadablePictureException(String name, String reason, @Nullable Throwable cause) {
		super("The file '" + name + "' cannot be shown: " + reason + ".", cause);
	}

}
