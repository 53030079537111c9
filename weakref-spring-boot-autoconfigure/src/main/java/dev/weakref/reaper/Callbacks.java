package dev.weakref.reaper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;

import dev.weakref.Internal;
import dev.weakref.Registration;
import dev.weakref.reaper.RunningCallbacks.Running;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs user code after a collection, counts it and reports its failures.
 * <p>
 * A callback that throws anything is counted and logged with its source, its class and,
 * where it is known, the class of the collected object: the first failure of each class
 * of callbacks of a source as a warning, later ones at debug level. A callback that takes
 * longer than the slow threshold is logged in the same way. The reaper thread looks once
 * a second for slow callbacks that have not ended. If such a callback blocks the reaper
 * thread itself, the next submission by another thread, or a call of
 * {@link Reaper#statistics()}, logs it. If an executor rejects a callback, the reaper
 * thread runs it. A callback that is submitted after the end of the reaper is not run.
 */
public final class Callbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final ReaperThread reaperThread;

	private final @Nullable Executor executor;

	private final RunningCallbacks running;

	private final EndedCallbacks ended;

	private final Backlog backlog = new Backlog();

	private volatile boolean abandoned;

	Callbacks(ReaperThread reaperThread, @Nullable Executor executor, Duration slowThreshold) {
		this.reaperThread = reaperThread;
		this.executor = executor;
		this.running = new RunningCallbacks(reaperThread);
		this.ended = new EndedCallbacks(slowThreshold);
	}

	/**
	 * Submits a callback for a collection that has just been noticed. It runs once, soon,
	 * on the configured executor. Callbacks that are submitted one by one have no order.
	 * @param source the source of the callback
	 * @param callback the user code, which must not reach the collected object
	 * @hidden
	 */
	@Internal
	public void submit(CallbackSource source, Runnable callback) {
		submit(source, callback, callback);
	}

	/**
	 * Submits a call of user code, like {@link #submit(CallbackSource, Runnable)}.
	 * @param source the source of the callback
	 * @param code the user code, whose class is named in reports
	 * @param call calls the user code
	 * @hidden
	 */
	@Internal
	public void submit(CallbackSource source, Object code, Runnable call) {
		submit(Callback.of(source, code, call));
	}

	/**
	 * Submits a list of callbacks for a collection that has just been noticed. They run
	 * soon, one after the other in their order, as one task of the configured executor.
	 * @param first the first of the list
	 * @hidden
	 */
	@Internal
	public void submit(Callback first) {
		submit(first, this.reaperThread.noticedAt());
	}

	/**
	 * Submits a list of callbacks.
	 * @param noticedAt the {@link System#nanoTime()} at which the collection was noticed
	 */
	void submit(Callback first, long noticedAt) {
		if (this.reaperThread.isClosed()) {
			return;
		}
		int length = 0;
		for (Callback callback = first; callback != null; callback = callback.next()) {
			length++;
		}
		Backlog.Second second = this.backlog.add(noticedAt, length);
		// An executor may run a task and throw all the same: the list is run once
		AtomicReference<@Nullable Callback> list = new AtomicReference<>(first);
		if (!execute(() -> runAll(list.getAndSet(null), noticedAt, second)) && list.getAndSet(null) != null) {
			this.backlog.remove(second, length);
		}
	}

	/**
	 * Runs a callback on the calling thread and counts and reports it like a submitted
	 * one.
	 * @param callback the callback; its successors are not run
	 * @hidden
	 */
	@Internal
	public void runNow(Callback callback) {
		long now = System.nanoTime();
		run(callback, now, this.backlog.add(now, 1), now);
	}

	/**
	 * Returns whether callbacks run one after the other on the reaper thread, in the
	 * order in which that thread submits them.
	 * @return whether there is no executor
	 * @hidden
	 */
	@Internal
	public boolean isSequential() {
		return this.executor == null;
	}

	/**
	 * Returns whether callbacks are discarded because the reaper has ended.
	 * @return whether the reaper has ended
	 */
	public boolean isClosed() {
		return this.reaperThread.isClosed();
	}

	/**
	 * Reports a receiver that failed in a robust send to the observers. This method
	 * neither counts nor logs the failure.
	 * @param signal the signal
	 * @param duration the time from the call to the failure
	 * @param failure the exception
	 * @hidden
	 */
	@Internal
	public void receiverFailed(CallbackSource signal, Duration duration, Throwable failure) {
		this.ended.notifyAll((observer) -> observer.receiverFailed(signal, duration, failure));
	}

	/**
	 * Adds an observer, whose methods are called from now on.
	 * @param observer the observer, which is held until the registration is closed
	 * @return the registration, which removes the observer
	 */
	public Registration addObserver(CallbackObserver observer) {
		this.ended.observers().add(Objects.requireNonNull(observer, "'observer' must not be null"));
		return Registration.of(() -> this.ended.observers().remove(observer));
	}

	/**
	 * Returns how many callbacks have been submitted but have not ended.
	 * @return the number at this moment
	 */
	public long backlog() {
		return this.backlog.size();
	}

	/**
	 * Returns the longest wait of a callback that has not ended: the time since the
	 * reaper noticed its collection, including its run so far.
	 * @return the time, exact to one second; zero if there is no backlog
	 */
	public Duration longestWait() {
		return this.backlog.longestWait(System.nanoTime());
	}

	EndedCallbacks ended() {
		return this.ended;
	}

	/**
	 * Returns the callbacks that are running now.
	 */
	List<Running> running() {
		List<Running> all = new ArrayList<>();
		this.running.forEach(all::add);
		return all;
	}

	/**
	 * Reports callbacks that have not ended and take too long.
	 */
	void reportSlowOnes() {
		this.running.forEach(this.ended::reportIfSlow);
	}

	/**
	 * Returns whether the calling thread is running a callback.
	 */
	boolean isCallback() {
		return this.running.isCurrentThread();
	}

	/**
	 * Begins no more callbacks.
	 */
	void abandon() {
		this.abandoned = true;
		this.reaperThread.abandon().forEach(Runnable::run);
	}

	private boolean execute(Runnable task) {
		if (this.executor != null) {
			try {
				this.executor.execute(task);
				return true;
			}
			catch (Throwable ex) {
				logger.debug("The executor rejected a callback, which the reaper thread runs instead", ex);
			}
		}
		if (Thread.currentThread() != this.reaperThread) {
			reportSlowOnes();
		}
		return this.reaperThread.offer(task);
	}

	/**
	 * Runs a list of callbacks, or counts those down that are not run any more.
	 */
	private void runAll(@Nullable Callback first, long noticedAt, Backlog.Second second) {
		long time = System.nanoTime();
		Callback callback = first;
		while (callback != null) {
			Callback next = callback.takeNext();
			if (this.abandoned) {
				this.backlog.remove(second, 1);
			}
			else {
				time = run(callback, noticedAt, second, time);
			}
			callback = next;
		}
	}

	/**
	 * Runs a callback. One that finds nothing to run is not counted.
	 * @return the {@link System#nanoTime()} at which it ended
	 */
	private long run(Callback callback, long noticedAt, Backlog.Second second, long start) {
		Running running = this.running.begin(callback, start);
		boolean counts = true;
		Throwable failure = null;
		try {
			counts = callback.run();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		long end = System.nanoTime();
		try {
			this.running.end(running);
			if (counts) {
				this.ended.add(running, end, end - start, Math.max(0, end - noticedAt), failure);
			}
		}
		catch (Throwable ex) {
			logger.warn("The end of a callback of {} could not be counted or reported", running, ex);
		}
		finally {
			this.backlog.remove(second, 1);
		}
		return end;
	}

}
