package dev.weakref.cache;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what a cache does.
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
	 * Count a load.
	 * @param nanos how long it took
	 * @param successful whether it gave a value
	 */
	void loaded(long nanos, boolean successful) {
		this.loadNanos.add(nanos);
		((successful) ? this.loads : this.loadFailures).increment();
	}

	/**
	 * Without a strong tier every hit is one that only the index could give.
	 */
	WeakCacheStatistics statistics(boolean retaining, long collected, long expired) {
		long hits = this.hits.sum();
		return new WeakCacheStatistics(hits, (retaining) ? this.weakHits.sum() : hits, this.misses.sum(),
				this.puts.sum(), this.loads.sum(), this.loadFailures.sum(), this.loadNanos.sum(), collected, expired);
	}

}
