package dev.weakref.boot.actuate;

import java.time.Duration;
import java.time.Instant;

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
 * @param drained how many dead entries were removed
 * @param backlog how many callbacks have been handed over but have not ended
 * @param lagMillis the time from collection to the end of the callback
 * @param lastFailure the last callback that threw, or {@code null} if none has
 * @hidden
 */
@Internal
public record ReaperDescriptor(boolean running, long cycles, long drained, long backlog, LagDescriptor lagMillis,
		@Nullable FailureDescriptor lastFailure) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param statistics the source of the numbers
	 * @return the report
	 */
	public static ReaperDescriptor of(ReaperStatistics statistics) {
		return new ReaperDescriptor(statistics.running(), statistics.cycles(), statistics.drained(),
				statistics.backlog(), LagDescriptor.of(statistics.maxLag(), statistics.meanLag()),
				FailureDescriptor.of(statistics.lastFailure()));
	}

	/**
	 * Lag in milliseconds.
	 *
	 * @param max the longest
	 * @param mean the mean
	 */
	public record LagDescriptor(double max, double mean) {

		static LagDescriptor of(Duration max, Duration mean) {
			return new LagDescriptor(millis(max), millis(mean));
		}

		private static double millis(Duration duration) {
			return Math.round(duration.toNanos() / 1_000.0) / 1_000.0;
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
