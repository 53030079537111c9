package dev.weakref.collection;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Decides whether an entry has expired since it was written.
 */
final class Freshness {

	private final LongSupplier ticker;

	private final long nanos;

	/**
	 * Creates a rule.
	 * @param timeToLive how long an entry is live
	 * @param ticker a clock in nanoseconds, such as {@link System#nanoTime()}
	 */
	Freshness(Duration timeToLive, LongSupplier ticker) {
		this.nanos = TimeUnit.NANOSECONDS.convert(timeToLive);
		this.ticker = ticker;
	}

	long now() {
		return this.ticker.getAsLong();
	}

	boolean isStale(long writtenAt) {
		return now() - writtenAt >= this.nanos;
	}

}
