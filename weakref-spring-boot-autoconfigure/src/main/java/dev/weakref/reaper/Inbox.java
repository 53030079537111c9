package dev.weakref.reaper;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the reaper thread. The thread waits on a reference queue only, so a
 * letter from elsewhere wakes it by enqueueing a reference of its own.
 */
final class Inbox {

	private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

	private final AtomicBoolean woken = new AtomicBoolean();

	private final ReapedQueue queue;

	private @Nullable Thread thread;

	private volatile boolean closed;

	/** Touched by the reaper thread only. */
	private boolean running;

	Inbox(ReapedQueue queue) {
		this.queue = queue;
	}

	void serve(Thread thread) {
		this.thread = thread;
	}

	boolean isServedBy(Thread thread) {
		return thread == this.thread;
	}

	/**
	 * Run a task at once when called by the reaper thread outside of any other task, so
	 * that a million callbacks need no queue; otherwise leave it for the next round.
	 * @return whether it was taken, which it is not after close
	 */
	boolean offer(Runnable task) {
		if (this.closed) {
			return false;
		}
		if (isServedBy(Thread.currentThread()) && !this.running) {
			runNow(task);
			return true;
		}
		this.tasks.add(task);
		wakeUp();
		// The thread may have looked for the last time before the task came
		return !this.closed || !this.tasks.remove(task);
	}

	boolean isClosed() {
		return this.closed;
	}

	/**
	 * Take no more, and run what has come in. Called by the reaper thread as the last
	 * thing it does.
	 */
	void close() {
		this.closed = true;
		run();
	}

	/**
	 * Take no more, and give back what has come in.
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

	void wakeUp() {
		if (this.woken.compareAndSet(false, true)) {
			new WeakReference<>(new Object(), this.queue.get()).enqueue();
		}
	}

	/**
	 * Run what has come in.
	 * @return whether there was anything
	 */
	boolean run() {
		this.woken.set(false);
		boolean any = false;
		for (Runnable task = this.tasks.poll(); task != null; task = this.tasks.poll()) {
			runNow(task);
			any = true;
		}
		return any;
	}

	private void runNow(Runnable task) {
		this.running = true;
		try {
			task.run();
		}
		finally {
			this.running = false;
			Thread.interrupted();
		}
	}

}
