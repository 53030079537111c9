package dev.weakref.reaper;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs user code after a collection, and keeps account of it.
 * <p>
 * A callback that throws, whatever it throws, is counted and logged with the name of its
 * source: the first one of a source as a warning, later ones at debug level. One that
 * takes longer than the slow threshold is reported in the same way. An executor that
 * rejects a callback does not lose it: the reaper thread runs it instead.
 */
public final class Callbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final Executor reaperThread;

	private final Executor executor;

	private final Duration slowThreshold;

	private final List<CallbackObserver> observers = new CopyOnWriteArrayList<>();

	private final AtomicLong backlog = new AtomicLong();

	private final LongAdder ended = new LongAdder();

	private final LongAdder totalLag = new LongAdder();

	private final LongAccumulator maxLag = new LongAccumulator(Math::max, 0);

	private volatile @Nullable CallbackFailure lastFailure;

	private volatile @Nullable CallbackSource running;

	Callbacks(Executor reaperThread, @Nullable Executor executor, Duration slowThreshold) {
		this.reaperThread = reaperThread;
		this.executor = (executor != null) ? executor : reaperThread;
		this.slowThreshold = slowThreshold;
	}

	/**
	 * Hand over a callback. It runs once, soon, on the configured executor; callbacks
	 * handed over in one call run in order and one after the other.
	 * @param source whose callback it is
	 * @param noticedAt when the collection was noticed, in {@link System#nanoTime()}
	 * @param callback the user code, which must not reach the collected object
	 */
	public void submit(CallbackSource source, long noticedAt, Runnable callback) {
		this.backlog.incrementAndGet();
		execute(() -> run(source, noticedAt, callback));
	}

	/**
	 * Hand over a list of callbacks. They run soon, one after the other in their order,
	 * as one task of the configured executor.
	 * @param first the first of the list
	 * @param noticedAt when the collection was noticed, in {@link System#nanoTime()}
	 */
	public void submit(Callback first, long noticedAt) {
		int length = 0;
		for (Callback callback = first; callback != null; callback = callback.next()) {
			length++;
		}
		this.backlog.addAndGet(length);
		execute(() -> {
			for (Callback callback = first; callback != null;) {
				Callback next = callback.takeNext();
				try {
					run(callback, noticedAt);
				}
				catch (Throwable ex) {
					logger.error("The account of a callback failed", ex);
				}
				callback = next;
			}
		});
	}

	/**
	 * Run a callback on the calling thread, with the same account of it and the same
	 * treatment of what it throws.
	 * @param callback the callback, without those behind it
	 */
	public void runNow(Callback callback) {
		this.backlog.incrementAndGet();
		run(callback, System.nanoTime());
	}

	private void execute(Runnable task) {
		try {
			this.executor.execute(task);
		}
		catch (RejectedExecutionException ex) {
			this.reaperThread.execute(task);
		}
	}

	/**
	 * Whether all callbacks run one after the other in the order in which they were
	 * handed over by the reaper thread.
	 * @return whether they run on that thread
	 */
	public boolean isSequential() {
		return this.executor == this.reaperThread;
	}

	/**
	 * Tell an observer of every callback that ends from now on.
	 * @param observer the observer
	 */
	public void addObserver(CallbackObserver observer) {
		this.observers.add(observer);
	}

	/**
	 * Stop telling an observer.
	 * @param observer the observer
	 */
	public void removeObserver(CallbackObserver observer) {
		this.observers.remove(observer);
	}

	/**
	 * How many callbacks have been handed over but have not ended.
	 * @return the number at this moment
	 */
	public long backlog() {
		return this.backlog.get();
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
	 * The source of a callback that is running now, for the message that a reaper does
	 * not end in time.
	 */
	@Nullable CallbackSource running() {
		return this.running;
	}

	private void run(CallbackSource source, long noticedAt, Runnable callback) {
		this.running = source;
		long start = System.nanoTime();
		Throwable failure = null;
		try {
			callback.run();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		ended(source, start, noticedAt, failure);
	}

	private void run(Callback callback, long noticedAt) {
		CallbackSource source = callback.source();
		this.running = source;
		long start = System.nanoTime();
		Throwable failure = null;
		try {
			if (!callback.run()) {
				this.running = null;
				this.backlog.decrementAndGet();
				return;
			}
		}
		catch (Throwable ex) {
			failure = ex;
		}
		ended(source, start, noticedAt, failure);
	}

	private void ended(CallbackSource source, long start, long noticedAt, @Nullable Throwable failure) {
		long end = System.nanoTime();
		this.running = null;
		try {
			account(source, Duration.ofNanos(end - start), Math.max(0, end - noticedAt), failure);
		}
		finally {
			this.backlog.decrementAndGet();
		}
	}

	private void account(CallbackSource source, Duration duration, long lag, @Nullable Throwable failure) {
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
		if (duration.compareTo(this.slowThreshold) > 0) {
			reportSlowness(source, duration);
		}
		for (CallbackObserver observer : this.observers) {
			notify(observer, source, duration, Duration.ofNanos(lag), failure);
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

	private void reportSlowness(CallbackSource source, Duration duration) {
		if (source.isFirstSlownessReport()) {
			logger.warn(
					"A callback of {} took {} ms, more than the slow threshold of {} ms, and delayed those behind it;"
							+ " further slow ones are logged at debug level",
					source, duration.toMillis(), this.slowThreshold.toMillis());
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
		catch (RuntimeException ex) {
			logger.warn("A callback observer failed", ex);
		}
	}

}
