package dev.weakref.lock;

/**
 * The locks of a {@link WeakLocks} and what became of them. The numbers are read one
 * after the other while work goes on, so they are each right but need not add up.
 *
 * @param live how many locks are live
 * @param held how many of them a thread holds
 * @param waiting how many threads wait to get a lock that another one holds, which is an
 * estimate; those that await a condition are not counted
 * @param created how many locks have been made
 * @param collected how many locks have gone because nobody held or referred to them
 */
public record LockStatistics(long live, long held, long waiting, long created, long collected) {
}
