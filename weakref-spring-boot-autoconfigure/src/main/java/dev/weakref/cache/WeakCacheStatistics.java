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
}
