package dev.weakref.boot.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import dev.weakref.Internal;
import dev.weakref.reaper.CallbackFailure;
import dev.weakref.reaper.ReaperStatistics;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on the reaper.
 *
 * @param running whether its thread is alive
 * @param cycles how many reference-processing cycles it has noticed
 * @param idleCycles how many of these have passed since a dead entry was last removed
 * @param drained how many dead entries were removed
 * @param backlog how many callbacks have been handed over but have not ended
 * @param longestWaitMillis how long the one of these that has waited longest has waited
 * @param lagMillis the time from collection to the end of the callback
 * @param collectionLatencyMillis the time from the creation of an unreachable object to
 * its collection
 * @param lastFailure the last callback that threw, or {@code null} if none has
 * @param lastFailures the last callbacks that threw, the newest first
 * @hidden
 */
@Internal
public record ReaperDescriptor(boolean running, long cycles, long idleCycles, long drained, long backlog,
		double longestWaitMillis, LagDescriptor lagMillis, LatencyDescriptor collectionLatencyMillis,
		@Nullable FailureDescriptor lastFailure,
		List<FailureDescriptor> lastFailures) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param statistics the source of the numbers
	 * @return the report
	 */
	public static ReaperDescriptor of(ReaperStatistics statistics) {
		return new ReaperDescriptor(statistics.running(), statistics.cycles(), statistics.idleCycles(),
				statistics.drained(), statistics.backlog(), millis(statistics.longestWait()),
				LagDescriptor.of(statistics), LatencyDescriptor.of(statistics),
				FailureDescriptor.of(statistics.lastFailure()),
				statistics.lastFailures().stream().map(FailureDescriptor::of).filter(Objects::nonNull).toList());
	}

	private static double millis(Duration duration) {
		return Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
	}

	/**
	 * Lag in milliseconds.
	 *
	 * @param max the longest
	 * @param recentMax the longest of the last five minutes
	 * @param mean the mean
	 */
	public record LagDescriptor(double max, double recentMax, double mean) {

		static LagDescriptor of(ReaperStatistics statistics) {
			return new LagDescriptor(millis(statistics.maxLag()), millis(statistics.recentMaxLag()),
					millis(statistics.meanLag()));
		}

	}

	/**
	 * Latency of the collector in milliseconds.
	 *
	 * @param recentMax the longest of the last five minutes
	 * @param mean the mean
	 */
	public record LatencyDescriptor(double recentMax, double mean) {

		static LatencyDescriptor of(ReaperStatistics statistics) {
			return new LatencyDescriptor(millis(statistics.recentMaxCollectionLatency()),
					millis(statistics.meanCollectionLatency()));
		}

	}

	/**
	 * A callback that threw.
	 *
	 * @param source the kind and name of the source of the callback
	 * @param exception the class of the exception
	 * @param at when it was thrown
	 */
	public record FailureDescriptor(String source, String exception, Instant at) {

		static @Nullable FailureDescriptor of(@Nullable CallbackFailure failure) {
			return (failure != null) ? new FailureDescriptor(failure.source(), failure.exception(), failure.at())
					: null;
		}

	}

}
