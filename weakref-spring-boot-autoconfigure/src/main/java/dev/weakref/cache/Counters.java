package dev.weakref.cache;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the look-ups, stored values and loads of a cache.
 */
final class Counters {

	final LongAdder hits = new LongAdder();

	final LongAdder weakHits = new LongAdder();

	final LongAdder misses = new LongAdder();

	final LongAdder puts = new LongAdder();

	private final LongAdder loads = new LongAdder();

	private final LongAdder loadFailures = new LongAdder();

	private final LongAdder loadNanos = new LongAdder();

	/**
	 * Counts a load.
	 * @param nanos the time it took
	 * @param successful whether it returned a value
	 */
	void loaded(long nanos, boolean successful) {
		this.loadNanos.add(nanos);
		((successful) ? this.loads : this.loadFailures).increment();
	}

	/**
	 * Returns a snapshot. Without a strong tier every hit is a weak hit.
	 */
	WeakCacheStatistics statistics(boolean retaining, long collected, long expired, long reloads) {
		long hits = this.hits.sum();
		return new WeakCacheStatistics(hits, (retaining) ? this.weakHits.sum() : hits, this.misses.sum(),
				this.puts.sum(), this.loads.sum(), this.loadFailures.sum(), this.loadNanos.sum(), collected, expired,
				reloads);
	}

}
