package dev.weakref.cache;

/**
 * An estimate of the hits that a cache would have with another maximum size of its strong
 * tier. Hits and weak hits are defined as in {@link WeakCacheStatistics}.
 *
 * @param maximumSize the maximum size
 * @param hits the number of look-ups that would have found a value
 * @param weakHits the number of these hits whose value would not have been retained
 */
public record SizeEstimate(long maximumSize, long hits, long weakHits) {

}
