package dev.weakref.cache;

/**
 * What a {@link WeakCache} has done since it was made. The numbers are read one after the
 * other while the cache is in use, so they are each right but need not add up.
 *
 * @param hits how many look-ups found a value
 * @param weakHits how many of the hits only the weak index could give: the value had left
 * the strong tier, or there is none
 * @param misses how many look-ups found nothing
 * @param puts how many values were stored, by loading or by hand
 * @param loads how many loaders returned a value
 * @param loadFailures how many loaders threw, or returned {@code null}
 * @param loadNanos the time all loaders took together, in nanoseconds
 * @param collected how many entries went because the collector cleared them
 * @param expired how many entries went because they were no longer fresh
 */
public record WeakCacheStatistics(long hits, long weakHits, long misses, long puts, long loads, long loadFailures,
		long loadNanos, long collected, long expired) {

	/**
	 * Which part of the look-ups found a value.
	 * @return a number from 0 to 1, which is 1 if there was no look-up
	 */
	public double hitRate() {
		long lookUps = this.hits + this.misses;
		return (lookUps != 0) ? (double) this.hits / lookUps : 1;
	}

	/**
	 * How long a loader took on average, whether it returned a value or not.
	 * @return the time in nanoseconds, which is 0 if there was no load
	 */
	public double averageLoadNanos() {
		long all = this.loads + this.loadFailures;
		return (all != 0) ? (double) this.loadNanos / all : 0;
	}

}
