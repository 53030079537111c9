package dev.weakref.memo;

/**
 * The counters of a memoized function. The numbers are read one after the other while the
 * function is in use, so each is right but they need not add up.
 *
 * @param hits how many calls were answered from memory
 * @param misses how many calls had to compute, or wait for a computation
 * @param failures how many computations threw
 * @param collected how many results were removed because one of their arguments, or the
 * memo, was collected
 */
public record MemoStatistics(long hits, long misses, long failures, long collected) {
}
