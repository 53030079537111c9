package dev.weakref.reaper;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The counts and times of a {@link Reaper}. They are read one after the other while the
 * reaper works, so each is right but they need not add up.
 *
 * @param running whether the reaper thread is alive
 * @param cycles how many reference-processing cycles of the collector it has noticed
 * @param idleCycles how many of these have passed since a collected entry was last
 * removed
 * @param idleTime how long these cycles have taken, zero if there are none
 * @param drained how many collected entries were removed from the structures it watches,
 * by any thread
 * @param backlog how many callbacks have been submitted but have not ended
 * @param longestWait the longest wait of a callback in the backlog, including its run so
 * far, exact to one second
 * @param maxLag the longest time from the first sign of a collection to the end of its
 * callback
 * @param recentMaxLag the longest such time of the callbacks that ended in the last five
 * minutes
 * @param meanLag the mean of that time
 * @param recentMaxCollectionLatency the longest time, in the last five minutes, from the
 * creation of an object that was unreachable from the beginning until the reaper saw that
 * the collector had cleared the reference to it
 * @param meanCollectionLatency the mean of that time
 * @param lastFailures the last callbacks that threw an exception, the newest first, at
 * most ten
 */
public record ReaperStatistics(boolean running, long cycles, long idleCycles, Duration idleTime, long drained,
		long backlog, Duration longestWait, Duration maxLag, Duration recentMaxLag, Duration meanLag,
		Duration recentMaxCollectionLatency, Duration meanCollectionLatency, List<CallbackFailure> lastFailures) {

	/**
	 * Returns the last callback that threw an exception.
	 * @return the newest failure, or {@code null} if there was none
	 */
	public @Nullable CallbackFailure lastFailure() {
		return (!this.lastFailures.isEmpty()) ? this.lastFailures.get(0) : null;
	}

}
