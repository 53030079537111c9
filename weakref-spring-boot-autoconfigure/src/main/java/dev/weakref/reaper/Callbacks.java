package dev.weakref.reaper;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs user code after a collection, and keeps account of it.
 * <p>
 * A callback that throws, whatever it throws, is counted and logged with the name of its
 * source, its class and, where it is known, the class of the collected object: the first
 * failure of each class of callbacks of a source as a warning, later ones at debug level.
 * One that takes longer than the slow threshold is reported in the same way, even before
 * it has ended: once a second, or, if it blocks the reaper thread itself, as soon as
 * another one is handed over or the statistics are read. An executor that rejects a
 * callback does not lose it: the reaper thread runs it instead. What is handed over after
 * the reaper has ended is not run.
 */
public final class Callbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final Inbox reaperThread;

	private final @Nullable Executor executor;

	private final CallbackAccount account;

	private final RunningCallbacks running;

	private final AtomicLong backlog = new AtomicLong();

	private volatile boolean abandoned;

	Callbacks(Inbox reaperThread, @Nullable Executor executor, Duration slowThreshold) {
		this.reaperThread = reaperThread;
		this.executor = executor;
		this.account = new CallbackAccount(slowThreshold);
		this.running = new RunningCallbacks(reaperThread);
	}

	/**
	 * Hand over a callback. It runs once, soon, on the configured executor. There is no
	 * order between callbacks.
	 * @param source whose callback it is
	 * @param noticedAt when the collection was noticed, in {@link System#nanoTime()}
	 * @param callback the user code, which must not reach the collected object
	 */
	public void submit(CallbackSource source, long noticedAt, Runnable callback) {
		submit(source, noticedAt, callback, callback);
	}

	/**
	 * Hand over a call of user code, otherwise like
	 * {@link #submit(CallbackSource, long, Runnable)}.
	 * @param source whose callback it is
	 * @param noticedAt when the collection was noticed, in {@link System#nanoTime()}
	 * @param code the user code, whose class is named in reports
	 * @param call calls it
	 */
	public void submit(CallbackSource source, long noticedAt, Object code, Runnable call) {
		submit(new SingleCallback(source, code, call), noticedAt);
	}

	/**
	 * Hand over a list of callbacks. They run soon, one after the other in their order,
	 * as one task of the configured executor.
	 * @param first the first of the list
	 * @param noticedAt when the collection was noticed, in {@link System#nanoTime()}
	 */
	public void submit(Callback first, long noticedAt) {
		if (this.reaperThread.isClosed()) {
			return;
		}
		int length = 0;
		for (Callback callback = first; callback != null; callback = callback.next()) {
			length++;
		}
		this.backlog.addAndGet(length);
		if (!execute(new CallbackTask(this, first, length, noticedAt))) {
			this.backlog.addAndGet(-length);
		}
	}

	/**
	 * Run a callback on the calling thread, with the same account of it and the same
	 * treatment of what it throws.
	 * @param callback the callback, without those behind it
	 */
	public void runNow(Callback callback) {
		this.backlog.incrementAndGet();
		long now = System.nanoTime();
		run(callback, now, now);
	}

	private boolean execute(Runnable task) {
		if (this.executor != null) {
			try {
				this.executor.execute(task);
				return true;
			}
			catch (Throwable ex) {
				logger.debug("The executor did not take a callback, which the reaper thread runs instead", ex);
			}
		}
		if (!this.reaperThread.isServedBy(Thread.currentThread())) {
			reportSlowOnes();
		}
		return this.reaperThread.offer(task);
	}

	/**
	 * Whether all callbacks run one after the other in the order in which they were
	 * handed over by the reaper thread.
	 * @return whether they run on that thread
	 */
	public boolean isSequential() {
		return this.executor == null;
	}

	/**
	 * Whether what is handed over is not run any more.
	 * @return whether the reaper has ended
	 */
	public boolean isClosed() {
		return this.reaperThread.isClosed();
	}

	/**
	 * Tell the observers of a receiver that failed in a robust send. The failure is
	 * neither counted nor logged here.
	 * @param signal the signal
	 * @param duration the time from the call to the failure
	 * @param failure what was thrown
	 */
	public void receiverFailed(CallbackSource signal, Duration duration, Throwable failure) {
		this.account.notifyAll((observer) -> observer.receiverFailed(signal, duration, failure));
	}

	/**
	 * Tell an observer of every callback that ends and of every receiver that fails in a
	 * robust send from now on.
	 * @param observer the observer
	 */
	public void addObserver(CallbackObserver observer) {
		this.account.add(observer);
	}

	/**
	 * Stop telling an observer.
	 * @param observer the observer
	 */
	public void removeObserver(CallbackObserver observer) {
		this.account.remove(observer);
	}

	/**
	 * How many callbacks have been handed over but have not ended.
	 * @return the number at this moment
	 */
	public long backlog() {
		return this.backlog.get();
	}

	CallbackAccount account() {
		return this.account;
	}

	/**
	 * The callbacks that are running now, for the message that a reaper does not end in
	 * time.
	 */
	List<RunningCallbacks.Running> running() {
		List<RunningCallbacks.Running> all = new ArrayList<>();
		this.running.forEach(all::add);
		return all;
	}

	/**
	 * Report callbacks that have not ended and take too long.
	 */
	void reportSlowOnes() {
		this.running.forEach(this.account::reportIfSlow);
	}

	/**
	 * Whether the calling thread is running a callback.
	 */
	boolean isCallback() {
		return this.running.isCurrentThread();
	}

	/**
	 * Begin no more callbacks.
	 */
	void abandon() {
		this.abandoned = true;
		this.reaperThread.abandon().forEach(Runnable::run);
	}

	boolean isAbandoned() {
		return this.abandoned;
	}

	/**
	 * Forget callbacks that were handed over and are not run.
	 */
	void forget(int number) {
		this.backlog.addAndGet(-number);
	}

	/**
	 * Run a callback. One that finds nothing to do does not count.
	 * @return when it ended
	 */
	long run(Callback callback, long noticedAt, long start) {
		RunningCallbacks.Running running = this.running.begin(callback, start);
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
				this.account.ended(running, end - start, Math.max(0, end - noticedAt), failure);
			}
		}
		catch (Throwable ex) {
			logger.warn("The account of a callback of {} failed", running, ex);
		}
		finally {
			this.backlog.decrementAndGet();
		}
		return end;
	}

	/**
	 * User code that stands alone.
	 */
	static final class SingleCallback extends Callback {

		private final CallbackSource source;

		private final Object code;

		private final Runnable call;

		SingleCallback(CallbackSource source, Object code, Runnable call) {
			this.source = source;
			this.code = code;
			this.call = call;
		}

		@Override
		protected CallbackSource source() {
			return this.source;
		}

		@Override
		protected Object code() {
			return this.code;
		}

		@Override
		protected boolean run() {
			this.call.run();
			return true;
		}

	}

}
