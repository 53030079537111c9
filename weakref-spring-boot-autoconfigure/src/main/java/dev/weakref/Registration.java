package dev.weakref;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends something that was registered, such as a listener, a task or a watch.
 * <p>
 * The caller need not hold the registration. A listener, task or watch ends with its
 * owner or by {@link #close()}, not with the collection of its registration.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	/**
	 * Ends the registration. Later calls have no effect.
	 */
	@Override
	void close();

	/**
	 * Returns a registration that runs an action when it is closed for the first time.
	 * @param end the action, which runs on the thread that closes the registration
	 * @return a new registration
	 */
	static Registration of(Runnable end) {
		Objects.requireNonNull(end, "'end' must not be null");
		AtomicBoolean open = new AtomicBoolean(true);
		return () -> {
			if (open.getAndSet(false)) {
				end.run();
			}
		};
	}

}
