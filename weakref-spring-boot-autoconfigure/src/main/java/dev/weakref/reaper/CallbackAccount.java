package dev.weakref.reaper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What became of the callbacks: counts, times, the last failure, and the log.
 */
final class CallbackAccount {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final List<CallbackObserver> observers = new CopyOnWriteArrayList<>();

	private final LongAdder ended = new LongAdder();

	private final LongAdder totalLag = new LongAdder();

	private final LongAccumulator maxLag = new LongAccumulator(Math::max, 0);

	private final Duration slowThreshold;

	private final long slowNanos;

	private volatile @Nullable CallbackFailure lastFailure;

	CallbackAccount(Duration slowThreshold) {
		this.slowThreshold = slowThreshold;
		this.slowNanos = TimeUnit.NANOSECONDS.convert(slowThreshold);
	}

	void add(CallbackObserver observer) {
		this.observers.add(observer);
	}

	void remove(CallbackObserver observer) {
		this.observers.remove(observer);
	}

	Duration maxLag() {
		return Duration.ofNanos(this.maxLag.get());
	}

	Duration meanLag() {
		long ended = this.ended.sum();
		return (ended != 0) ? Duration.ofNanos(this.totalLag.sum() / ended) : Duration.ZERO;
	}

	@Nullable CallbackFailure lastFailure() {
		return this.lastFailure;
	}

	/**
	 * Take account of a callback that has ended.
	 * @param callback the callback
	 * @param nanos how long it took
	 * @param lag how long after the collection it ended
	 * @param failure what it threw, or {@code null}
	 */
	void ended(RunningCallbacks.Running callback, long nanos, long lag, @Nullable Throwable failure) {
		CallbackSource source = callback.source();
		this.ended.increment();
		this.totalLag.add(lag);
		this.maxLag.accumulate(lag);
		if (failure == null) {
			source.countSuccess();
		}
		else {
			source.countFailure();
			this.lastFailure = CallbackFailure.of(source, failure);
			reportFailure(callback, failure);
		}
		if (nanos > this.slowNanos) {
			reportSlowness(callback, Duration.ofNanos(nanos));
		}
		notifyAll(
				(observer) -> observer.callbackEnded(source, Duration.ofNanos(nanos), Duration.ofNanos(lag), failure));
	}

	private void reportFailure(RunningCallbacks.Running callback, Throwable failure) {
		if (callback.source().isFirstFailureOf(callback.type())) {
			logger.warn("A callback of {} failed; further failures of that class are logged at debug level", callback,
					failure);
		}
		else {
			logger.debug("A callback of {} failed", callback, failure);
		}
	}

	/**
	 * Report a callback that has not ended, if it takes too long and none of its class
	 * has been reported.
	 */
	void reportIfSlow(RunningCallbacks.Running running) {
		Duration duration = Duration.ofNanos(System.nanoTime() - running.since());
		if (duration.compareTo(this.slowThreshold) > 0 && running.source().isFirstSlownessOf(running.type())) {
			logger.warn(
					"A callback of {} has been running for {} ms, more than the slow threshold of {} ms{};"
							+ " further slow ones of that class are logged at debug level",
					running, duration.toMillis(), this.slowThreshold.toMillis(),
					(running.onReaperThread()) ? ", on the reaper thread, so that all others wait for it" : "");
		}
	}

	private void reportSlowness(RunningCallbacks.Running callback, Duration duration) {
		if (callback.source().isFirstSlownessOf(callback.type())) {
			logger.warn(
					"A callback of {} took {} ms, more than the slow threshold of {} ms{};"
							+ " further slow ones of that class are logged at debug level",
					callback, duration.toMillis(), this.slowThreshold.toMillis(),
					(callback.onReaperThread()) ? ", and delayed those behind it on the reaper thread" : "");
		}
		else {
			logger.debug("A callback of {} took {} ms", callback, duration.toMillis());
		}
	}

	void notifyAll(Consumer<CallbackObserver> news) {
		for (CallbackObserver observer : this.observers) {
			try {
				news.accept(observer);
			}
			catch (Throwable ex) {
				logger.warn("The callback observer {} failed", observer.getClass().getName(), ex);
			}
		}
	}

}
