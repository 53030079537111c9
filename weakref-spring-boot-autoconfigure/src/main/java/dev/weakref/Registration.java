package dev.weakref;

/**
 * Ends something that was registered, such as a listener, a task or a watch.
 * <p>
 * It need not be held: what was registered does not end because the registration is
 * collected, but with its owner or by {@link #close()}.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	/**
	 * Ends the registration. Later calls have no effect.
	 */
	@Override
	void close();

}
