package dev.weakref.cache;

/**
 * An estimate of the hits of a cache, had its strong tier another maximum size. The
 * numbers are those of {@link WeakCacheStatistics}.
 *
 * @param maximumSize the maximum size
 * @param hits the number of look-ups that would have found a value
 * @param weakHits the number of these hits whose value would not have been retained
 */
public record SizeEstimate(long maximumSize, long hits, long weakHits) {

}
