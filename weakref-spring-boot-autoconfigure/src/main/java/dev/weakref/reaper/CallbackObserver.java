package dev.weakref.reaper;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Is told of every callback that has ended and of every receiver of a signal that has
 * failed in a robust send. Called on the thread that ran the code, possibly by several
 * threads at once; what it throws is logged and otherwise ignored.
 */
@FunctionalInterface
public interface CallbackObserver {

	/**
	 * A callback returned or threw.
	 * @param source whose callback it was
	 * @param duration how long the callback itself took
	 * @param lag the time from the first sign of the collection to the callback's end
	 * @param failure what it threw, or {@code null} if it returned
	 */
	void callbackEnded(CallbackSource source, Duration duration, Duration lag, @Nullable Throwable failure);

	/**
	 * A receiver threw in a robust send, or its stage failed. Unless overridden, this is
	 * told like the end of a callback, without lag.
	 * @param signal the signal, of the kind {@code signal}
	 * @param duration the time from the call of the receiver to its failure
	 * @param failure what it threw
	 */
	default void receiverFailed(CallbackSource signal, Duration duration, Throwable failure) {
		callbackEnded(signal, duration, Duration.ZERO, failure);
	}

}
