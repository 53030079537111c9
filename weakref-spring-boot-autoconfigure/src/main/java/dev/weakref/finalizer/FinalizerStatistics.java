package dev.weakref.finalizer;

/**
 * The counts of finalizers. They are read one after the other while finalizers run, so
 * each is right but they need not add up.
 *
 * @param pending how many have been neither run, nor detached, nor given up at close
 * @param collected how many were run after the collection of their object
 * @param explicit how many were called by hand
 * @param close how many were run at close
 * @param detached how many were detached
 * @param failed how many of those that were run threw an exception
 */
public record FinalizerStatistics(long pending, long collected, long explicit, long close, long detached, long failed) {
}
