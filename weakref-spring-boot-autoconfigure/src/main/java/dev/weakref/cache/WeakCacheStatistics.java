package dev.weakref.cache;

/**
 * The counts of a {@link WeakCache} since it was made. The numbers are read one after the
 * other while the cache is in use, so each is right but they need not add up.
 *
 * @param hits the number of look-ups that found a value
 * @param weakHits the number of hits whose value was not retained by the strong tier,
 * which is all of them if there is no strong tier
 * @param misses the number of look-ups that found no value
 * @param puts the number of stored values, loaded or put
 * @param loads the number of loads that returned a value
 * @param loadFailures the number of loads that threw an exception or returned
 * {@code null}
 * @param loadNanos the total time of all loads, in nanoseconds
 * @param collected the number of entries that were removed because the collector cleared
 * them
 * @param expired the number of entries that were removed because they had expired
 * @param reloads the number of values that were stored, loaded or put, under a key whose
 * value the collector had cleared not long before. The cache remembers the hash codes of
 * the keys that were collected last: at least some hundreds, and more if many entries are
 * collected at once
 */
public record WeakCacheStatistics(long hits, long weakHits, long misses, long puts, long loads, long loadFailures,
		long loadNanos, long collected, long expired, long reloads) {

	/**
	 * Returns the ratio of hits to look-ups.
	 * @return a number from 0 to 1, which is 1 if there was no look-up
	 */
	public double hitRate() {
		long lookUps = this.hits + this.misses;
		return (lookUps != 0) ? (double) this.hits / lookUps : 1;
	}

	/**
	 * Returns the average time of a load, whether it returned a value or not.
	 * @return the time in nanoseconds, which is 0 if there was no load
	 */
	public double averageLoadNanos() {
		long all = this.loads + this.loadFailures;
		return (all != 0) ? (double) this.loadNanos / all : 0;
	}

}
