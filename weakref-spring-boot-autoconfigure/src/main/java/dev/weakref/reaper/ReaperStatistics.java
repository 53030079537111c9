package dev.weakref.reaper;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The counts and times of a {@link Reaper}. They are read one after the other while the
 * reaper works, so each is right but they need not add up.
 *
 * @param running whether the reaper thread is alive
 * @param cycles how many reference-processing cycles of the collector it has noticed
 * @param drained how many collected entries were removed from the structures it watches,
 * by any thread
 * @param backlog how many callbacks have been submitted but have not ended
 * @param maxLag the longest time from the first sign of a collection to the end of its
 * callback
 * @param meanLag the mean of that time
 * @param lastFailure the last callback that threw an exception, or {@code null}
 */
public record ReaperStatistics(boolean running, long cycles, long drained, long backlog, Duration maxLag,
		Duration meanLag, @Nullable CallbackFailure lastFailure) {
}
