package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.registry.ManagedGroup;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on the registered objects of a type, of a group, or of one kind of
 * companion.
 *
 * @param live how many are live
 * @param registered how many have been registered
 * @param collected how many were collected
 * @hidden
 */
@Internal
public record GroupDescriptor(long live, long registered, long collected) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param group the source of the numbers
	 * @return the report
	 */
	public static GroupDescriptor of(ManagedGroup group) {
		return new GroupDescriptor(group.liveCount(), group.registered(), group.collectedCount());
	}

}
