package dev.weakref.reaper;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Listens to every callback that ends, to every receiver that fails in a robust send of a
 * signal, and to the cycles of the collector that the reaper notices. Called on the
 * thread that ran the code, unless a method says otherwise, and possibly by several
 * threads at once. Exceptions of the observer are logged and otherwise ignored.
 */
@FunctionalInterface
public interface CallbackObserver {

	/**
	 * Called after a callback has returned or thrown.
	 * @param source the source of the callback
	 * @param duration the duration of the callback itself
	 * @param lag the time from the first sign of the collection to the callback's end
	 * @param failure the exception, or {@code null} if the callback returned
	 */
	void callbackEnded(CallbackSource source, Duration duration, Duration lag, @Nullable Throwable failure);

	/**
	 * Called after a receiver has thrown in a robust send, or after the stage of a
	 * receiver has failed: then on the thread that gathers the results of the send. The
	 * default implementation calls {@link #callbackEnded} with a lag of zero.
	 * @param signal the signal, a source of the kind {@code signal}
	 * @param duration the time from the call of the receiver to its failure
	 * @param failure the exception
	 */
	default void receiverFailed(CallbackSource signal, Duration duration, Throwable failure) {
		callbackEnded(signal, duration, Duration.ZERO, failure);
	}

	/**
	 * Called on the reaper thread after it has noticed that the collector has processed
	 * references. The reaper creates a small object that is unreachable from the
	 * beginning, and refers to it weakly, after each such cycle. The default
	 * implementation does nothing.
	 * @param latency the time from the creation of that object until the reaper saw that
	 * the collector had cleared the reference to it
	 */
	default void collectionNoticed(Duration latency) {
	}

}
