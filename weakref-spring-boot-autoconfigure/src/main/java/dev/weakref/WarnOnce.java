package dev.weakref;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Logs the first report about each subject as a warning and further ones at debug level.
 *
 * @hidden
 */
@Internal
public final class WarnOnce {

	private static final String FURTHER = "; further ones are logged at debug level";

	private final Set<Object> subjects = ConcurrentHashMap.newKeySet();

	private final Logger logger;

	/**
	 * Creates an instance that has reported nothing.
	 * @param logger where reports go
	 */
	public WarnOnce(Logger logger) {
		this.logger = logger;
	}

	/**
	 * Logs a report.
	 * @param subject the subject, such as the name of a class; equal subjects have one
	 * warning
	 * @param message the message, without a full stop
	 * @param arguments the arguments of the message, the last one maybe an exception
	 */
	public void log(Object subject, String message, @Nullable Object... arguments) {
		boolean first = this.subjects.add(subject);
		this.logger.atLevel(first ? Level.WARN : Level.DEBUG).log(first ? message + FURTHER : message, arguments);
	}

}
