package dev.weakref.cache;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * When to look for expired entries one by one: often enough that they do not pile up,
 * seldom enough to cost nothing.
 */
final class SweepInterval {

	private static final Duration LONGEST = Duration.ofMinutes(1);

	private final long nanos;

	private long lastSweep = System.nanoTime();

	SweepInterval(Duration timeToLive) {
		this.nanos = Math.min(TimeUnit.NANOSECONDS.convert(timeToLive) / 8, LONGEST.toNanos());
	}

	boolean isOver() {
		long now = System.nanoTime();
		if (now - this.lastSweep < this.nanos) {
			return false;
		}
		this.lastSweep = now;
		return true;
	}

}
