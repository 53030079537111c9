package dev.weakref.reaper;

/**
 * What goes on until it is closed, or until what it was made for has been collected: a
 * listener that is told of something, a task, a watch.
 */
@FunctionalInterface
public interface Registration extends AutoCloseable {

	/**
	 * End it. Calling this again has no effect.
	 */
	@Override
	void close();

}
