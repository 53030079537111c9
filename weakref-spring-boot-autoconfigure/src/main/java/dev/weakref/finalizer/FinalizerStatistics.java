package dev.weakref.finalizer;

/**
 * What finalizers have done so far. The numbers are read one after the other while work
 * goes on, so they are each right but need not add up.
 *
 * @param pending how many have neither been run nor detached
 * @param collected how many were run after the collection of their object
 * @param explicit how many were called by hand
 * @param close how many were run at close
 * @param detached how many were detached
 * @param failed how many of those that were run threw something
 */
public record FinalizerStatistics(long pending, long collected, long explicit, long close, long detached, long failed) {
}
