package dev.weakref.reaper;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The largest of the values that were added in the last five minutes. A value counts
 * until the end of its sixth minute at the latest. Safe for use by several threads.
 */
final class RecentMax {

	private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

	/** The minute under way and the five before it. */
	private static final int MINUTES = 6;

	private final AtomicLongArray maxima = new AtomicLongArray(MINUTES);

	private final long start;

	private volatile long minute;

	/**
	 * Creates an instance without values.
	 * @param start the current {@link System#nanoTime()}
	 */
	RecentMax(long start) {
		this.start = start;
	}

	/**
	 * Adds a value.
	 * @param now the current {@link System#nanoTime()}
	 * @param value the value, 0 or more
	 */
	void add(long now, long value) {
		int slot = slot(moveTo(now));
		if (value > this.maxima.get(slot)) {
			this.maxima.accumulateAndGet(slot, value, Math::max);
		}
	}

	/**
	 * Returns the largest value in nanoseconds, or 0 if there was none.
	 * @param now the current {@link System#nanoTime()}
	 */
	Duration get(long now) {
		moveTo(now);
		long max = 0;
		for (int i = 0; i < MINUTES; i++) {
			max = Math.max(max, this.maxima.get(i));
		}
		return Duration.ofNanos(max);
	}

	private long moveTo(long now) {
		long minute = Math.max(0, now - this.start) / MINUTE;
		if (minute > this.minute) {
			forget(minute);
		}
		return minute;
	}

	private synchronized void forget(long minute) {
		for (long old = Math.max(this.minute + 1, minute - MINUTES + 1); old <= minute; old++) {
			this.maxima.set(slot(old), 0);
		}
		this.minute = Math.max(this.minute, minute);
	}

	private static int slot(long minute) {
		return (int) (minute % MINUTES);
	}

}
