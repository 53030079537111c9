package dev.weakref.finalizer;

/**
 * The reason why a finalizer was run.
 */
enum RunCause {

	/** Its object was collected. */
	COLLECTED,

	/** Its user called it. */
	EXPLICIT,

	/** Its {@link Finalizers} were closed. */
	CLOSE

}
