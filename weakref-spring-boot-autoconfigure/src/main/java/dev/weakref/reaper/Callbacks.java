package dev.weakref.reaper;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs user code after a collection, and keeps account of it.
 * <p>
 * A callback that throws, whatever it throws, is counted and logged with the name of its
 * source: the first one of a source as a warning, later ones at debug level. One that
 * takes longer than the slow threshold is reported in the same way. An executor that
 * rejects a callback does not lose it: the reaper thread runs it instead. What is handed
 * over after the reaper has ended is not run.
 */
public final class Callbacks {

	private static final Logger logger = LoggerFactory.getLogger(Callbacks.class);

	private final Inbox reaperThread;

	private final @Nullable Executor executor;

	private final CallbackAccount account;

	private final RunningCallbacks running;

	private final AtomicLong backlog = new AtomicLong();

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
		execute(1, () -> run(source, noticedAt, callback));
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
		execute(length, () -> {
			long time = System.nanoTime();
			Callback callback = first;
			while (callback != null) {
				Callback next = callback.takeNext();
				time = run(callback.source(), noticedAt, time, callback::run);
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
		long now = System.nanoTime();
		run(callback.source(), now, now, callback::run);
	}

	private void execute(int callbacks, Runnable task) {
		if (this.reaperThread.isClosed()) {
			return;
		}
		this.backlog.addAndGet(callbacks);
		if (!execute(task)) {
			this.backlog.addAndGet(-callbacks);
		}
	}

	private boolean execute(Runnable task) {
		if (this.executor != null) {
			try {
				this.executor.execute(task);
				return true;
			}
			catch (RuntimeException ex) {
				logger.debug("The executor did not take a callback, which the reaper thread runs instead", ex);
			}
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
	 * Tell an observer of every callback that ends from now on.
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
	 * The sources of the callbacks that are running now, for the message that a reaper
	 * does not end in time.
	 */
	Collection<CallbackSource> running() {
		return this.running.sources();
	}

	/**
	 * Whether the calling thread is running a callback.
	 */
	boolean isCallback() {
		return this.running.isCurrentThread();
	}

	/**
	 * Run no more callbacks on the reaper thread.
	 */
	void abandon() {
		this.backlog.addAndGet(-this.reaperThread.abandon());
	}

	private void run(CallbackSource source, long noticedAt, Runnable callback) {
		run(source, noticedAt, System.nanoTime(), () -> {
			callback.run();
			return true;
		});
	}

	/**
	 * Run a task that tells whether it had anything to do, without which it does not
	 * count.
	 * @return when it ended
	 */
	private long run(CallbackSource source, long noticedAt, long start, BooleanSupplier task) {
		CallbackSource outer = this.running.begin(source);
		boolean counts = true;
		Throwable failure = null;
		try {
			counts = task.getAsBoolean();
		}
		catch (Throwable ex) {
			failure = ex;
		}
		long end = System.nanoTime();
		try {
			this.running.end(outer);
			if (counts) {
				this.account.ended(source, end - start, Math.max(0, end - noticedAt), failure);
			}
		}
		catch (Throwable ex) {
			logger.warn("The account of a callback of {} failed", source, ex);
		}
		finally {
			this.backlog.decrementAndGet();
		}
		return end;
	}

}
