package dev.weakref.reaper;

import java.lang.ref.ReferenceQueue;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Internal;
import dev.weakref.Registration;
import dev.weakref.suitability.Suitability;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes collected entries from the structures of this library and runs user code that
 * follows a collection, on one daemon thread.
 * <p>
 * The thread sleeps until the collector has processed references. To notice this, the
 * thread refers weakly to a small unreachable object, and to a new one after each
 * collection. The thread then polls the queue of every structure at growing intervals,
 * since the JVM enqueues cleared references little by little, and at least once a second.
 * It keeps no structure alive.
 * <p>
 * An exception of a callback ends neither the thread nor other callbacks, see
 * {@link Callbacks}. A callback that takes long delays the ones behind it, unless an
 * {@linkplain ReaperBuilder#executor executor} runs callbacks on other threads.
 * <p>
 * {@link #close()} runs the callbacks of the collections noticed so far and ends the
 * thread. Structures stay usable afterwards and remove collected entries when they are
 * written to. The thread of a reaper that is never closed lives as long as the JVM.
 */
public final class Reaper implements AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(Reaper.class);

	private final LongAdder drained = new LongAdder();

	private final Cycles cycles = new Cycles(this.drained::sum);

	private final ReaperThread thread;

	private final Callbacks callbacks;

	private final Suitability suitability;

	private final Duration closeTimeout;

	Reaper(ReaperBuilder builder) {
		this.thread = new ReaperThread(builder.threadName, this.cycles);
		this.callbacks = new Callbacks(this.thread, builder.executor, builder.slowThreshold);
		this.cycles.listener(this.callbacks.ended()::collectionNoticed);
		this.suitability = new Suitability(builder.lastingObjects);
		this.closeTimeout = builder.closeTimeout;
	}

	/**
	 * Starts the thread, once the constructor has ended.
	 */
	Reaper begin() {
		maintain(this.callbacks, this.callbacks::reportSlowOnes);
		this.thread.start();
		return this;
	}

	/**
	 * Starts a reaper that runs callbacks on its own thread.
	 * @return a running reaper
	 */
	public static Reaper start() {
		return builder().start();
	}

	/**
	 * Returns a builder with the default settings.
	 * @return a builder
	 */
	public static ReaperBuilder builder() {
		return new ReaperBuilder();
	}

	/**
	 * Polls the queue of a structure from now on and passes its references to the
	 * structure. Holds the queue but not the structure, and ends when the structure has
	 * been collected.
	 * @param queue the queue of the structure's references
	 * @param structure the structure
	 * @return the registration, which ends the polling
	 * @hidden
	 */
	@Internal
	public Registration watch(ReferenceQueue<?> queue, Drainable structure) {
		Objects.requireNonNull(queue, "'queue' must not be null");
		Objects.requireNonNull(structure, "'structure' must not be null");
		return this.thread.structures.add(structure, queue, this);
	}

	/**
	 * Runs a task about once a second on the reaper thread, until its owner is collected.
	 * @param owner the owner
	 * @param task the task, which is held and so must not reach the owner
	 * @return the registration, which ends the task
	 * @hidden
	 */
	@Internal
	public Registration maintain(Object owner, Runnable task) {
		Objects.requireNonNull(owner, "'owner' must not be null");
		Objects.requireNonNull(task, "'task' must not be null");
		return this.thread.maintenance.add(owner, task, this);
	}

	/**
	 * Runs an action of this library on the reaper thread after an object has been
	 * collected.
	 * @param referent the object
	 * @param action the action, which is held and so must not reach the object
	 * @return the registration, which cancels the action
	 * @hidden
	 */
	@Internal
	public Registration onCollected(Object referent, Runnable action) {
		Objects.requireNonNull(referent, "'referent' must not be null");
		Objects.requireNonNull(action, "'action' must not be null");
		return this.thread.actions.add(referent, action, this);
	}

	/**
	 * Counts an entry that was removed after its referent had been collected.
	 * @hidden
	 */
	@Internal
	public void countDrained() {
		this.drained.increment();
	}

	/**
	 * Returns the callbacks that this reaper runs.
	 * @return the callbacks
	 */
	public Callbacks callbacks() {
		return this.callbacks;
	}

	/**
	 * Returns the checks whether an object can be referred to weakly.
	 * @return the checks, which follow the policy of this reaper
	 * @hidden
	 */
	@Internal

	public Suitability suitability() {
		return this.suitability;
	}

	/**
	 * Returns whether the thread is alive.
	 * @return whether it is; {@code false} after it has ended
	 */
	public boolean isRunning() {
		return this.thread.isAlive();
	}

	/**
	 * Returns the counts and times so far. Logs callbacks that have not ended and take
	 * longer than the slow threshold.
	 * @return a snapshot
	 */
	public ReaperStatistics statistics() {
		this.callbacks.reportSlowOnes();
		EndedCallbacks ended = this.callbacks.ended();
		return new ReaperStatistics(isRunning(), this.cycles.count(), this.cycles.idle(), this.cycles.idleTime(),
				this.drained.sum(), this.callbacks.backlog(), this.callbacks.longestWait(), ended.maxLag(),
				ended.recentMaxLag(), ended.meanLag(), this.cycles.recentMaxLatency(), this.cycles.meanLatency(),
				ended.lastFailures());
	}

	/**
	 * Runs the callbacks of the collections noticed so far, then ends the thread. Waits
	 * for both, at most as long as the close timeout. If callbacks take longer, their
	 * sources are logged, the reaper thread is interrupted, and callbacks that have not
	 * begun are not run. An interrupt of the calling thread ends the wait in the same
	 * way; the interrupt status is set again. A call by a callback does not wait. Later
	 * calls only wait, with the same timeout and the same consequences.
	 */
	@Override
	public void close() {
		this.thread.end();
		if (Thread.currentThread() == this.thread || this.callbacks.isCallback()) {
			return;
		}
		long start = System.nanoTime();
		long timeout = TimeUnit.NANOSECONDS.convert(this.closeTimeout);
		// An interruption before the close does not give callbacks up
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

	long noticedAt() {
		return this.thread.noticedAt();
	}

	ReferenceQueue<Object> queue() {
		return this.thread.queue();
	}

}
