package dev.weakref.signal;

/**
 * A receiver's connection to a signal. Keeping it keeps neither the receiver's owner nor
 * the connection itself alive; it may be dropped.
 */
public interface Connection extends AutoCloseable {

	/**
	 * Whether the receiver would be called: it has not been disconnected, and neither its
	 * owner nor the sender it listens to has been collected. Makes neither strong.
	 * @return whether it is connected
	 */
	boolean isConnected();

	/**
	 * Disconnect the receiver. An event that is being sent may still reach it. Calling
	 * this again has no effect.
	 */
	@Override
	void close();

}
