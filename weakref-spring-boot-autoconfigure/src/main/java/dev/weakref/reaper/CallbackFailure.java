package dev.weakref.reaper;

import java.time.Instant;

/**
 * The last callback that threw an exception.
 *
 * @param source the source of the callback, as {@link CallbackSource#toString()} gives it
 * @param exception the class name of the exception. Its message, which may contain data
 * of the application, is in the log only
 * @param at the time at which it was thrown
 */
public record CallbackFailure(String source, String exception, Instant at) {

	static CallbackFailure of(CallbackSource source, Throwable thrown) {
		return new CallbackFailure(source.toString(), thrown.getClass().getName(), Instant.now());
	}

}
