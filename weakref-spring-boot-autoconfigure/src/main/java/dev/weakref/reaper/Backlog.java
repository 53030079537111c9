package dev.weakref.reaper;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * The callbacks that have been submitted but have not ended. They are counted by the
 * second in which their collection was noticed, so that the longest wait is known without
 * a record for each of a million callbacks. Safe for use by several threads.
 */
final class Backlog {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final AtomicLong size = new AtomicLong();

	/** In their order. The last one gets the callbacks that are added. */
	private final Queue<Second> seconds = new ConcurrentLinkedQueue<>();

	private volatile @Nullable Second last;

	/**
	 * Adds callbacks.
	 * @param noticedAt the {@link System#nanoTime()} at which the collection was noticed
	 * @return the second in which they are counted
	 */
	Second add(long noticedAt, int count) {
		this.size.addAndGet(count);
		Second last = this.last;
		return (last != null && noticedAt - last.since < SECOND && last.add(count)) ? last : begin(noticedAt, count);
	}

	private synchronized Second begin(long noticedAt, int count) {
		Second last = this.last;
		if (last != null && noticedAt - last.since < SECOND && last.add(count)) {
			return last;
		}
		Second oldest = this.seconds.peek();
		while (oldest != null && oldest.close()) {
			this.seconds.poll();
			oldest = this.seconds.peek();
		}
		Second second = new Second(noticedAt, count);
		this.seconds.add(second);
		this.last = second;
		return second;
	}

	/**
	 * Removes callbacks that have ended or will not be run.
	 */
	void remove(Second second, int count) {
		second.count.addAndGet(-count);
		this.size.addAndGet(-count);
	}

	long size() {
		return this.size.get();
	}

	/**
	 * Returns the longest wait of a callback that has not ended, including its run so
	 * far. The time is exact to one second, and zero if there is no callback.
	 * @param now the current {@link System#nanoTime()}
	 */
	Duration longestWait(long now) {
		for (Second second : this.seconds) {
			if (second.count.get() > 0) {
				return Duration.ofNanos(Math.max(0, now - second.since));
			}
		}
		return Duration.ZERO;
	}

	/**
	 * The callbacks of the collections that were noticed in one second.
	 */
	static final class Second {

		/** Negative for good once no callback is added any more. */
		private final AtomicLong count;

		private final long since;

		private Second(long since, int count) {
			this.since = since;
			this.count = new AtomicLong(count);
		}

		private boolean add(int count) {
			long present = this.count.get();
			while (present >= 0) {
				if (this.count.compareAndSet(present, present + count)) {
					return true;
				}
				present = this.count.get();
			}
			return false;
		}

		private boolean close() {
			return this.count.compareAndSet(0, Long.MIN_VALUE);
		}

	}

}
