package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.finalizer.FinalizerStatistics;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on finalizers.
 *
 * @param pending how many have neither been run nor detached
 * @param run how many were run
 * @param detached how many were detached
 * @param failed how many of those that were run threw something
 * @hidden
 */
@Internal
public record FinalizersDescriptor(long pending, RunDescriptor run, long detached,
		long failed) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param statistics the source of the numbers
	 * @return the report
	 */
	public static FinalizersDescriptor of(FinalizerStatistics statistics) {
		return new FinalizersDescriptor(statistics.pending(),
				new RunDescriptor(statistics.collected(), statistics.explicit(), statistics.close()),
				statistics.detached(), statistics.failed());
	}

	/**
	 * The finalizers that were run, by the cause.
	 *
	 * @param collected how many after the collection of their object
	 * @param explicit how many were called
	 * @param close how many at close
	 */
	public record RunDescriptor(long collected, long explicit, long close) {
	}

}
