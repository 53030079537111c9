package dev.weakref.cache;

/**
 * An estimate of the hits that the strong tier alone would have given, had its maximum
 * size been another.
 *
 * @param maximumSize the maximum size
 * @param hits the number of hits
 */
public record SizeEstimate(long maximumSize, long hits) {

}
