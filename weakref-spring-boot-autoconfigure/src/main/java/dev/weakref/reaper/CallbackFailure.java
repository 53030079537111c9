package dev.weakref.reaper;

import java.time.Instant;

/**
 * The last callback that threw.
 *
 * @param source whose callback it was, as {@link CallbackSource#toString()} gives it
 * @param exception the class name of what was thrown; its message is not told here, since
 * it may have anything in it: the log has the first failure of each class of callbacks,
 * and later ones at debug level
 * @param at when it was thrown
 */
public record CallbackFailure(String source, String exception, Instant at) {

	static CallbackFailure of(CallbackSource source, Throwable thrown) {
		return new CallbackFailure(source.toString(), thrown.getClass().getName(), Instant.now());
	}

}
