package dev.weakref.reaper;

/**
 * Something the reaper does until it is closed, or until what it was registered for has
 * been collected.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	/**
	 * End it. Calling this again has no effect.
	 */
	@Override
	void close();

}
