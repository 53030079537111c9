package dev.weakref.reaper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.weakref.reaper.RunningCallbacks.Running;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the callbacks that have ended, logs those that failed or were slow, and tells
 * the observers.
 */
final class EndedCallbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	/** The number of failures that are remembered. */
	private static final int FAILURES = 10;

	private final List<CallbackObserver> observers = new CopyOnWriteArrayList<>();

	private final LongAdder ended = new LongAdder();

	private final LongAdder totalLag = new LongAdder();

	private final LongAccumulator maxLag = new LongAccumulator(Math::max, 0);

	private final Duration slowThreshold;

	private final RecentMax recentLag = new RecentMax(System.nanoTime());

	/** The newest first. */
	private volatile List<CallbackFailure> lastFailures = List.of();

	EndedCallbacks(Duration slowThreshold) {
		this.slowThreshold = slowThreshold;
	}

	List<CallbackObserver> observers() {
		return this.observers;
	}

	Duration maxLag() {
		return Duration.ofNanos(this.maxLag.get());
	}

	Duration meanLag() {
		long ended = this.ended.sum();
		return (ended != 0) ? Duration.ofNanos(this.totalLag.sum() / ended) : Duration.ZERO;
	}

	Duration recentMaxLag() {
		return this.recentLag.get(System.nanoTime());
	}

	List<CallbackFailure> lastFailures() {
		return this.lastFailures;
	}

	/**
	 * Counts, logs and announces a callback that has ended.
	 * @param callback the callback
	 * @param end the {@link System#nanoTime()} at which it ended
	 * @param nanos its duration
	 * @param lag the time from the collection to its end
	 * @param failure the exception it threw, or {@code null}
	 */
	void add(Running callback, long end, long nanos, long lag, @Nullable Throwable failure) {
		CallbackSource source = callback.source();
		this.ended.increment();
		this.totalLag.add(lag);
		this.maxLag.accumulate(lag);
		this.recentLag.add(end, lag);
		source.count(failure);
		if (failure != null) {
			remember(CallbackFailure.of(source, failure));
			source.failures().log(callback.code().getName(), "A callback of {} failed", callback, failure);
		}
		if (nanos > TimeUnit.NANOSECONDS.convert(this.slowThreshold)) {
			source.slowOnes()
				.log(callback.code().getName(), "A callback of {} took {} ms, more than the slow threshold of {} ms{}",
						callback, TimeUnit.NANOSECONDS.toMillis(nanos), this.slowThreshold.toMillis(),
						(callback.onReaperThread()) ? ", and delayed those behind it on the reaper thread" : "");
		}
		notifyAll(
				(observer) -> observer.callbackEnded(source, Duration.ofNanos(nanos), Duration.ofNanos(lag), failure));
	}

	private synchronized void remember(CallbackFailure failure) {
		this.lastFailures = Stream.concat(Stream.of(failure), this.lastFailures.stream()).limit(FAILURES).toList();
	}

	/**
	 * Tells the observers that the collector has processed references.
	 * @param latency the age of the canary in nanoseconds
	 */
	void collectionNoticed(long latency) {
		notifyAll((observer) -> observer.collectionNoticed(Duration.ofNanos(latency)));
	}

	/**
	 * Logs a callback that has not ended if it takes longer than the slow threshold.
	 */
	void reportIfSlow(Running callback) {
		Duration duration = Duration.ofNanos(System.nanoTime() - callback.since());
		if (duration.compareTo(this.slowThreshold) > 0) {
			callback.source()
				.slowOnes()
				.log(callback.code().getName(),
						"A callback of {} has been running for {} ms, more than the slow threshold of {} ms{}",
						callback, duration.toMillis(), this.slowThreshold.toMillis(),
						(callback.onReaperThread()) ? ", on the reaper thread, so that all others wait for it" : "");
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
