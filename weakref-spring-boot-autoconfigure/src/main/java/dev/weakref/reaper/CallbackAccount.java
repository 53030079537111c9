package dev.weakref.reaper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

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
	 * @param source whose it was
	 * @param nanos how long it took
	 * @param lag how long after the collection it ended
	 * @param failure what it threw, or {@code null}
	 * @param onReaperThread whether others had to wait for it
	 */
	void ended(CallbackSource source, long nanos, long lag, @Nullable Throwable failure, boolean onReaperThread) {
		this.ended.increment();
		this.totalLag.add(lag);
		this.maxLag.accumulate(lag);
		if (failure == null) {
			source.countSuccess();
		}
		else {
			source.countFailure();
			this.lastFailure = CallbackFailure.of(source, failure);
			reportFailure(source, failure);
		}
		if (nanos > this.slowNanos) {
			reportSlowness(source, Duration.ofNanos(nanos), onReaperThread);
		}
		for (CallbackObserver observer : this.observers) {
			notify(observer, source, Duration.ofNanos(nanos), Duration.ofNanos(lag), failure);
		}
	}

	private void reportFailure(CallbackSource source, Throwable failure) {
		if (source.isFirstFailureReport()) {
			logger.warn("A callback of {} failed; further failures of it are logged at debug level", source, failure);
		}
		else {
			logger.debug("A callback of {} failed", source, failure);
		}
	}

	/**
	 * Report a callback that has not ended, if it takes too long and none of its source
	 * has been reported.
	 */
	void reportIfSlow(RunningCallbacks.Running running) {
		Duration duration = Duration.ofNanos(System.nanoTime() - running.since());
		if (duration.compareTo(this.slowThreshold) > 0 && running.source().isFirstSlownessReport()) {
			logger.warn(
					"A callback of {} has been running for {} ms, more than the slow threshold of {} ms{};"
							+ " further slow ones are logged at debug level",
					running.source(), duration.toMillis(), this.slowThreshold.toMillis(),
					(running.onReaperThread()) ? ", on the reaper thread, so that all others wait for it" : "");
		}
	}

	private void reportSlowness(CallbackSource source, Duration duration, boolean onReaperThread) {
		if (source.isFirstSlownessReport()) {
			logger.warn(
					"A callback of {} took {} ms, more than the slow threshold of {} ms{};"
							+ " further slow ones are logged at debug level",
					source, duration.toMillis(), this.slowThreshold.toMillis(),
					(onReaperThread) ? ", and delayed those behind it on the reaper thread" : "");
		}
		else {
			logger.debug("A callback of {} took {} ms", source, duration.toMillis());
		}
	}

	private void notify(CallbackObserver observer, CallbackSource source, Duration duration, Duration lag,
			@Nullable Throwable failure) {
		try {
			observer.callbackEnded(source, duration, lag, failure);
		}
		catch (Throwable ex) {
			logger.warn("A callback observer failed", ex);
		}
	}

}
