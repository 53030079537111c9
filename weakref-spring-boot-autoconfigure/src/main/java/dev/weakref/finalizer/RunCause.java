package dev.weakref.finalizer;

/**
 * Why a finalizer was run.
 */
enum RunCause {

	/** Its object was collected. */
	COLLECTED,

	/** Its user called it. */
	EXPLICIT,

	/** The end of its {@link Finalizers}. */
	CLOSE

}
