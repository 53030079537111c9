package dev.weakref.signal;

/**
 * A receiver's connection to a signal. It holds neither the receiver nor its owner nor
 * the signal; it may be dropped. Each {@link Signal.Result} of the receiver has the same
 * one.
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
