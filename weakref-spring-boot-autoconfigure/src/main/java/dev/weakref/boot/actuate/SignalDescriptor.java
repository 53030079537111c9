package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.signal.ManagedSignal;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on a signal.
 *
 * @param receivers how many receivers are connected and live
 * @param collectedReceivers how many receivers were removed because their owner, or the
 * sender they listened to, was collected
 * @param sends how many events have been sent
 * @param failed how many times a receiver has failed
 * @hidden
 */
@Internal
public record SignalDescriptor(long receivers, long collectedReceivers, long sends,
		long failed) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param signal the source of the numbers
	 * @return the report
	 */
	public static SignalDescriptor of(ManagedSignal signal) {
		return new SignalDescriptor(signal.liveCount(), signal.collectedCount(), signal.sends(), signal.failed());
	}

}
