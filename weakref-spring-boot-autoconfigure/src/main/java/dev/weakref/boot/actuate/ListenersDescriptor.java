package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.spring.event.ManagedListeners;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on the weak listeners of an event type.
 *
 * @param live how many have an owner that is live
 * @param collected how many were removed because their owner was collected
 * @param deliveries how many times a listener has been called
 * @param diedUncalled how many of the collected ones had never been called
 * @param failed how many times a listener has thrown
 * @hidden
 */
@Internal
public record ListenersDescriptor(long live, long collected, long deliveries, long diedUncalled,
		long failed) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param listeners the source of the numbers
	 * @return the report
	 */
	public static ListenersDescriptor of(ManagedListeners listeners) {
		return new ListenersDescriptor(listeners.liveCount(), listeners.collectedCount(), listeners.deliveries(),
				listeners.diedUncalled(), listeners.failed());
	}

}
