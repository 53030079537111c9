package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.boot.metrics.WeakMetersStatistics;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on meters of objects.
 *
 * @param live how many meters have an object that is live
 * @param registered how many meters have been registered
 * @param collected how many meters were removed because their object had been collected
 * @param replaced how many meters were replaced by one of the same name and tags although
 * their object had not been collected
 * @param failed how often the function of a meter threw
 * @hidden
 */
@Internal
public record MetersDescriptor(long live, long registered, long collected, long replaced,
		long failed) implements OperationResponseBody {

	/**
	 * Describes meters.
	 * @param statistics their counters
	 * @return the report
	 */
	public static MetersDescriptor of(WeakMetersStatistics statistics) {
		return new MetersDescriptor(statistics.live(), statistics.registered(), statistics.collected(),
				statistics.replaced(), statistics.failed());
	}

}
