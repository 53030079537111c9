package dev.weakref.lock;

/**
 * The counters of a {@link WeakLocks}. The numbers are read one after the other while
 * work goes on, so each is right but they need not add up.
 *
 * @param live how many locks are live
 * @param held how many of them a thread holds
 * @param waiting how many threads wait to get a lock that another one holds, which is an
 * estimate; those that await a condition are not counted
 * @param registered how many locks have been created
 * @param collected how many locks were collected, after no thread held or referred to
 * them
 */
public record LockStatistics(long live, long held, long waiting, long registered, long collected) {
}
