package dev.weakref.memo;

/**
 * What a memoized function has done so far. The numbers are read one after the other
 * while it is in use, so they are each right but need not add up.
 *
 * @param hits how many calls were answered from memory
 * @param misses how many calls had to compute, or wait for a computation
 * @param failures how many computations threw
 * @param collected how many results went because the collector cleared one of their
 * arguments, or what had remembered them
 */
public record MemoStatistics(long hits, long misses, long failures, long collected) {
}
