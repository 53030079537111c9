package dev.weakref.reaper;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Reaper} has done so far. The numbers are read one after the other while
 * it works on, so they are each right but need not add up.
 *
 * @param running whether the reaper thread is alive
 * @param cycles how many reference-processing cycles of the collector it has noticed
 * @param drained how many dead entries were removed from the structures it watches, by
 * whichever thread
 * @param backlog how many callbacks have been handed over but have not ended
 * @param maxLag the longest time from the first sign of a collection to the end of its
 * callback
 * @param meanLag the mean of that time
 * @param lastFailure the last callback that threw, or {@code null} if none has
 */
public record ReaperStatistics(boolean running, long cycles, long drained, long backlog, Duration maxLag,
		Duration meanLag, @Nullable CallbackFailure lastFailure) {
}
