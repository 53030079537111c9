package dev.weakref.spring.event;

/**
 * A listener that lives as long as its owner. Keeping this keeps neither the owner nor
 * the listener; it may be dropped.
 */
public interface WeakListenerRegistration extends AutoCloseable {

	/**
	 * Whether the listener would be called: it has not been closed, its owner has not
	 * been collected, and the application context is open. Does not make the owner
	 * strong.
	 * @return whether it listens
	 */
	boolean isListening();

	/**
	 * Stop listening. No call begins once this has returned, save for one that another
	 * thread had decided on before. Calling this again has no effect.
	 */
	@Override
	void close();

}
