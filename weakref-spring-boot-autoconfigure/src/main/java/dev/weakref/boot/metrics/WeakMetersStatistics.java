package dev.weakref.boot.metrics;

/**
 * The counters of a {@link WeakMeters}. The numbers are read one after the other while
 * work goes on, so each is right but they need not add up.
 *
 * @param live how many meters have an object that is live
 * @param registered how many meters have been registered
 * @param collected how many meters were removed because their object had been collected
 * @param replaced how many meters were replaced by one of the same name and tags although
 * their object had not been collected
 * @param failed how often the function of a meter threw
 */
public record WeakMetersStatistics(long live, long registered, long collected, long replaced, long failed) {
}
