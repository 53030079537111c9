package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.WarnOnce;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a {@link Reaper}. It works in rounds until it is ended: each one waits on
 * the queue of the reaper, reaps the references it finds there, drains the watched queues
 * and runs the tasks that other threads have handed over.
 */
final class ReaperThread extends Thread {

	private static final Logger logger = LoggerFactory.getLogger(Reaper.class);

	/** The longest pause, and the time between two runs of the maintenance. */
	private static final Duration INTERVAL = Duration.ofSeconds(1);

	/** Rounds after the end, for references that the collector cleared before it. */
	private static final int LAST_ROUNDS = 10;

	/** Structures, each with the queue of its references. */
	final ReapedReferences<Drainable, ReferenceQueue<?>> structures = new ReapedReferences<>((queue) -> {
	});

	/** Owners, each with the task that is run while the owner is live. */
	final ReapedReferences<Object, Runnable> maintenance = new ReapedReferences<>((task) -> {
	});

	/** Objects, each with the action that follows its collection. */
	final ReapedReferences<Object, Runnable> actions = new ReapedReferences<>(Runnable::run);

	private final WarnOnce maintenanceFailures = new WarnOnce(logger);

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean woken = new AtomicBoolean();

	/**
	 * Replaced at the end. No thread polls the queue after that, and an object that holds
	 * the reaper must not hold references that are enqueued later.
	 */
	private volatile ReferenceQueue<Object> queue = new ReferenceQueue<>();

	private @Nullable Canary canary;

	private long lastMaintenance = System.nanoTime();

	/** Whether a task is running; used by this thread only. */
	private boolean running;

	private final Cycles cycles;

	private volatile long noticedAt = System.nanoTime();

	private volatile boolean ending;

	private volatile boolean closed;

	ReaperThread(String name, Cycles cycles) {
		super(null, null, name, 0, false);
		this.cycles = cycles;
		setDaemon(true);
		setContextClassLoader(ClassLoader.getSystemClassLoader());
	}

	ReferenceQueue<Object> queue() {
		return this.queue;
	}

	/**
	 * Returns the earliest time at which a reference that is found cleared now can have
	 * been cleared: the last time at which the queues were empty or the collector was
	 * seen to have processed references.
	 */
	long noticedAt() {
		return this.noticedAt;
	}

	/**
	 * Begins the last rounds.
	 */
	void end() {
		this.ending = true;
		wakeUp();
	}

	/**
	 * Returns whether no task is accepted any more.
	 */
	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Runs a task at once if this is the calling thread and it runs no other task, so
	 * that a million callbacks need no queue; otherwise leaves it for the next round.
	 * @return whether the task was accepted; false after the end
	 */
	boolean offer(Runnable task) {
		if (this.closed) {
			return false;
		}
		if (Thread.currentThread() == this && !this.running) {
			runTask(task);
			return true;
		}
		this.tasks.add(task);
		wakeUp();
		// The thread may have looked for the last time before the task was added
		return !this.closed || !this.tasks.remove(task);
	}

	/**
	 * Accepts no more tasks.
	 * @return the tasks that will not be run here
	 */
	List<Runnable> abandon() {
		this.closed = true;
		List<Runnable> abandoned = new ArrayList<>();
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			abandoned.add(task);
		}
		return abandoned;
	}

	@Override
	public void run() {
		long pause = 1;
		while (!this.ending) {
			boolean busy = round(pause);
			pause = busy ? 1 : Math.min(2 * pause, INTERVAL.toMillis());
		}
		for (int i = 0; i < LAST_ROUNDS && round(1); i++) {
			logger.trace("Reaping goes on at its end, round {}", i);
		}
		this.closed = true;
		runTasks();
		// A structure that was watched holds the reaper; it must not hold the others
		this.structures.entries().clear();
		this.maintenance.entries().clear();
		this.actions.entries().clear();
		this.canary = null;
		this.queue = new ReferenceQueue<>();
	}

	/**
	 * Waits for work, but not longer than the pause, and does it.
	 * @return whether there was any
	 */
	private boolean round(long pause) {
		boolean busy = false;
		try {
			if (this.canary == null) {
				this.canary = new Canary(this.queue);
			}
			Reference<?> dead = this.queue.remove(pause);
			while (dead != null) {
				busy |= reap(dead);
				dead = this.queue.poll();
			}
			for (ReapedReferences.Entry<Drainable, ReferenceQueue<?>> structure : this.structures.entries()) {
				busy |= drain(structure);
			}
			busy |= runTasks();
			runMaintenance();
		}
		catch (InterruptedException ex) {
			logger.debug("The reaper was interrupted and goes on");
		}
		catch (Throwable ex) {
			logError("The reaper failed and goes on", ex);
		}
		if (!busy) {
			this.noticedAt = System.nanoTime();
		}
		return busy;
	}

	private boolean reap(Reference<?> dead) {
		if (dead instanceof Canary canary) {
			long now = System.nanoTime();
			this.noticedAt = now;
			this.canary = null;
			this.cycles.add(now, now - canary.createdAt);
			return !this.ending;
		}
		if (dead instanceof ReapedReference<?> reference) {
			try {
				reference.reap();
			}
			catch (Throwable ex) {
				logError("A reaped reference failed", ex);
			}
		}
		return true;
	}

	/**
	 * Passes the references in the queue of a structure to the structure. Fetches the
	 * structure only if there is a reference for it: fetching it more often would keep it
	 * live under a concurrent collector.
	 * @return whether there were any
	 */
	private static boolean drain(ReapedReferences.Entry<Drainable, ReferenceQueue<?>> entry) {
		ReferenceQueue<?> queue = entry.attachment;
		Reference<?> dead = queue.poll();
		if (dead == null) {
			return false;
		}
		Drainable structure = entry.get();
		while (dead != null && structure != null) {
			try {
				structure.drain(dead);
			}
			catch (Throwable ex) {
				logger.error("A dead reference of a {} could not be drained", structure.getClass().getName(), ex);
			}
			dead = queue.poll();
		}
		if (structure != null) {
			structure.drained();
		}
		return true;
	}

	private void runMaintenance() {
		long now = System.nanoTime();
		if (now - this.lastMaintenance < INTERVAL.toNanos()) {
			return;
		}
		this.lastMaintenance = now;
		for (ReapedReferences.Entry<Object, Runnable> entry : this.maintenance.entries()) {
			Runnable task = entry.attachment;
			try {
				task.run();
			}
			catch (Throwable ex) {
				String type = task.getClass().getName();
				this.maintenanceFailures.log(type, "The maintenance task {} failed and is run again", type, ex);
			}
		}
	}

	/**
	 * Runs the tasks that other threads have handed over.
	 * @return whether there were any
	 */
	private boolean runTasks() {
		this.woken.set(false);
		boolean any = false;
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			runTask(task);
			any = true;
		}
		return any;
	}

	private void runTask(Runnable task) {
		this.running = true;
		try {
			task.run();
		}
		finally {
			this.running = false;
			Thread.interrupted();
		}
	}

	/**
	 * Wakes the thread, which waits on its queue only, by a reference in that queue.
	 */
	private void wakeUp() {
		if (this.woken.compareAndSet(false, true)) {
			new WeakReference<>(new Object(), this.queue).enqueue();
		}
	}

	private static void logError(String message, Throwable failure) {
		try {
			logger.error(message, failure);
		}
		catch (Throwable ex) {
			// There is not enough memory to log it
		}
	}

	/**
	 * Is cleared by the next reference-processing cycle of the collector.
	 */
	private static final class Canary extends WeakReference<Object> {

		/** Its referent is unreachable from then on. */
		final long createdAt = System.nanoTime();

		Canary(ReferenceQueue<Object> queue) {
			super(new Object(), queue);
		}

	}

}
