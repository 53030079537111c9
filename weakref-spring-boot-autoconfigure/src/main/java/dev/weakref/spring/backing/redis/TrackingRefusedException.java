package dev.weakref.spring.backing.redis;

import org.jspecify.annotations.Nullable;

/**
 * Thrown if Redis does not report changes on a connection.
 */
final class TrackingRefusedException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	TrackingRefusedException(@Nullable Throwable cause) {
		super("Redis does not report changes on this connection: "
				+ ((cause != null) ? cause.getMessage() : "it uses the protocol RESP2"), cause);
	}

}
