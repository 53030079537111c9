package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.lock.LockStatistics;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on the locks of one bean.
 *
 * @param live how many locks are live
 * @param held how many of them a thread holds
 * @param waiting how many threads wait to get a lock
 * @param registered how many locks have been created
 * @param collected how many locks were collected, after no thread held or referred to
 * them
 * @hidden
 */
@Internal
public record LocksDescriptor(long live, long held, long waiting, long registered,
		long collected) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param statistics the source of the numbers
	 * @return the report
	 */
	public static LocksDescriptor of(LockStatistics statistics) {
		return new LocksDescriptor(statistics.live(), statistics.held(), statistics.waiting(), statistics.registered(),
				statistics.collected());
	}

}
