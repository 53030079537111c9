package dev.weakref.reaper;

import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Registration;
import dev.weakref.suitability.Suitability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what the collector cleared and calls user code back, on one daemon thread.
 * <p>
 * The thread sleeps until the collector has processed references, which a small weakly
 * watched object, renewed each time, tells it. It then polls the queue of every structure
 * it watches, again and again at growing intervals, since the JVM hands cleared
 * references over little by little; at the latest it looks once a second. Nothing that is
 * watched is kept alive by it.
 * <p>
 * What a callback throws ends neither the thread nor other callbacks, see
 * {@link Callbacks}. A callback that takes long delays the ones behind it; an executor
 * set by {@link ReaperBuilder#executor(Executor)} takes them off the thread.
 * <p>
 * {@link #close()} runs the callbacks of what has been collected so far and ends the
 * thread. Structures that were watched stay usable and then drain as they are written to.
 * A reaper that is never closed keeps its thread for the life of the JVM.
 */
public final class Reaper implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Reaper.class);

	private final ReapedQueue queue = new ReapedQueue();

	private final Inbox inbox = new Inbox(this.queue);

	private final WatchedQueues watchedQueues = new WatchedQueues();

	private final CollectionWatches collectionWatches = new CollectionWatches();

	private final Maintenance maintenance = new Maintenance();

	private final LongAdder drained = new LongAdder();

	private final Callbacks callbacks;

	private final Suitability suitability;

	private final ReaperLoop loop;

	private final Duration closeTimeout;

	private final Thread thread;

	Reaper(ReaperBuilder builder) {
		this.callbacks = new Callbacks(this.inbox, builder.executor, builder.slowThreshold);
		this.loop = new ReaperLoop(this.queue, this.inbox, this.watchedQueues, this.maintenance, this.callbacks);
		this.suitability = new Suitability(builder.lastingObjects);
		this.closeTimeout = builder.closeTimeout;
		this.thread = new Thread(null, this::run, builder.threadName, 0, false);
		this.thread.setDaemon(true);
		this.thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
		this.inbox.serve(this.thread);
	}

	/**
	 * Begin, once the constructor has ended.
	 */
	Reaper begin() {
		this.thread.start();
		return this;
	}

	/**
	 * Start a reaper that runs callbacks on its own thread.
	 * @return a running reaper
	 */
	public static Reaper start() {
		return builder().start();
	}

	/**
	 * Set up a reaper.
	 * @return a builder with the defaults
	 */
	public static ReaperBuilder builder() {
		return new ReaperBuilder();
	}

	/**
	 * Poll a structure's queue from now on and pass on what it holds. The structure is
	 * held weakly, its queue strongly; when the structure has been collected the watch
	 * ends.
	 * @param queue the queue of the structure's references
	 * @param owner the structure
	 * @return to end the watch by hand
	 */
	public Registration watch(ReferenceQueue<?> queue, Drainable owner) {
		Objects.requireNonNull(queue, "'queue' must not be null");
		Objects.requireNonNull(owner, "'owner' must not be null");
		return this.watchedQueues.add(queue, owner, this);
	}

	/**
	 * Run a task about once a second, on the reaper thread, for as long as its owner is
	 * alive.
	 * @param owner the object whose life the task shares
	 * @param task the task, which is held strongly and so must not reach the owner
	 * @return to end it by hand
	 */
	public Registration maintain(Object owner, Runnable task) {
		Objects.requireNonNull(owner, "'owner' must not be null");
		Objects.requireNonNull(task, "'task' must not be null");
		return this.maintenance.add(owner, task, this);
	}

	/**
	 * Run an action of the library's own on the reaper thread after an object has been
	 * collected.
	 * @param referent the object
	 * @param action the action, which is held strongly and so must not reach the object
	 * @return to end it by hand
	 */
	public Registration onCollected(Object referent, Runnable action) {
		Objects.requireNonNull(referent, "'referent' must not be null");
		Objects.requireNonNull(action, "'action' must not be null");
		return this.collectionWatches.add(referent, action, this);
	}

	/**
	 * Where user code that follows a collection is handed over.
	 * @return the callbacks of this reaper
	 */
	public Callbacks callbacks() {
		return this.callbacks;
	}

	/**
	 * What tells objects apart that cannot usefully be referred to.
	 * @return the judge of this reaper
	 */
	public Suitability suitability() {
		return this.suitability;
	}

	/**
	 * When what is found dead at this moment was cleared, at the earliest: the last time
	 * the queues were seen empty or the collector was seen to have processed references.
	 * @return a time in {@link System#nanoTime()}
	 */
	public long noticedAt() {
		return this.loop.noticedAt();
	}

	/**
	 * Count an entry that was removed after its referent had been collected.
	 */
	public void countDrained() {
		this.drained.increment();
	}

	/**
	 * Count entries that were removed after their referents had been collected.
	 * @param entries how many
	 */
	public void countDrained(int entries) {
		this.drained.add(entries);
	}

	/**
	 * Read what has been done so far. A callback that has not ended and takes too long is
	 * reported in the log by this.
	 * @return a snapshot
	 */
	public ReaperStatistics statistics() {
		this.callbacks.reportSlowOnes();
		return new ReaperStatistics(this.thread.isAlive(), this.loop.cycles(), this.drained.sum(),
				this.callbacks.backlog(), this.callbacks.account().maxLag(), this.callbacks.account().meanLag(),
				this.callbacks.account().lastFailure());
	}

	/**
	 * Run the callbacks of what has been collected so far, then end the thread. Waits for
	 * that, at most as long as the close timeout. If callbacks run longer, their sources
	 * are reported, the reaper thread is interrupted, and what has not begun is not run.
	 * A call by a callback does not wait; later calls only wait, and give up in the same
	 * way what then still runs.
	 */
	@Override
	public void close() {
		this.loop.end();
		if (Thread.currentThread() == this.thread || this.callbacks.isCallback()) {
			return;
		}
		long start = System.nanoTime();
		long timeout = TimeUnit.NANOSECONDS.convert(this.closeTimeout);
		// Callbacks are not given up because their closer was interrupted before
		boolean interrupted = Thread.interrupted();
		try {
			TimeUnit.NANOSECONDS.timedJoin(this.thread, timeout);
			while (this.callbacks.backlog() > 0 && System.nanoTime() - start < timeout) {
				Thread.sleep(1);
			}
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (this.thread.isAlive() || this.callbacks.backlog() > 0) {
			logger.warn("{} callbacks had not ended {} ms after the close of their reaper; running are those of {}",
					this.callbacks.backlog(), TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
					this.callbacks.running());
			this.callbacks.abandon();
			this.thread.interrupt();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Go round until the end. Whoever holds this reaper longer than that, as every
	 * structure does that was watched, holds nothing of the others.
	 */
	private void run() {
		this.loop.run();
		this.watchedQueues.clear();
		this.collectionWatches.clear();
		this.maintenance.clear();
		this.queue.giveUp();
	}

	ReferenceQueue<Object> queue() {
		return this.queue.get();
	}

}
