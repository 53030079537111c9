package dev.weakref.reaper;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the thread of a {@link Reaper} does, round after round, until it is ended.
 */
final class ReaperLoop implements Runnable {

	private static final Logger logger = LoggerFactory.getLogger(Reaper.class);

	/**
	 * Rounds after the end, for what the collector had cleared before it.
	 */
	private static final int LAST_ROUNDS = 10;

	private final ReapedQueue queue;

	private final Inbox inbox;

	private final WatchedQueues watchedQueues;

	private final Maintenance maintenance;

	private final Callbacks callbacks;

	private @Nullable Canary canary;

	private volatile long cycles;

	private volatile long noticedAt = System.nanoTime();

	private volatile boolean ending;

	ReaperLoop(ReapedQueue queue, Inbox inbox, WatchedQueues watchedQueues, Maintenance maintenance,
			Callbacks callbacks) {
		this.queue = queue;
		this.inbox = inbox;
		this.watchedQueues = watchedQueues;
		this.maintenance = maintenance;
		this.callbacks = callbacks;
	}

	long cycles() {
		return this.cycles;
	}

	long noticedAt() {
		return this.noticedAt;
	}

	/**
	 * Begin the last rounds.
	 */
	void end() {
		this.ending = true;
		this.inbox.wakeUp();
	}

	@Override
	public void run() {
		long pause = 1;
		while (!this.ending) {
			boolean busy = round(pause);
			pause = busy ? 1 : Math.min(2 * pause, Maintenance.INTERVAL.toMillis());
		}
		for (int i = 0; i < LAST_ROUNDS && round(1); i++) {
			logger.trace("Reaping goes on at its end, round {}", i);
		}
		this.inbox.close();
		this.canary = null;
	}

	/**
	 * Wait for something to do, but not longer than the pause, and do it.
	 */
	private boolean round(long pause) {
		boolean busy = false;
		try {
			if (this.canary == null) {
				this.canary = new Canary(this.queue.get());
			}
			Reference<?> dead = this.queue.get().remove(pause);
			while (dead != null) {
				busy |= handle(dead);
				dead = this.queue.get().poll();
			}
			busy |= this.watchedQueues.drain();
			busy |= this.inbox.run();
			if (this.maintenance.runWhenDue()) {
				this.callbacks.reportSlowOnes();
			}
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

	private boolean handle(Reference<?> dead) {
		if (dead == this.canary) {
			this.noticedAt = System.nanoTime();
			this.cycles++;
			this.canary = null;
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

	private static void logError(String message, Throwable failure) {
		try {
			logger.error(message, failure);
		}
		catch (Throwable ex) {
			// There is not even the memory to say so: what is left to do is to go on
		}
	}

	/**
	 * Dies in the next reference-processing cycle, and so tells of it.
	 */
	private static final class Canary extends WeakReference<Object> {

		Canary(ReferenceQueue<Object> queue) {
			super(new Object(), queue);
		}

	}

}
