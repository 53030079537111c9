package dev.weakref.reaper;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Is told of every callback that has ended. Called on the thread that ran the callback,
 * possibly by several threads at once; what it throws is logged and otherwise ignored.
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

}
