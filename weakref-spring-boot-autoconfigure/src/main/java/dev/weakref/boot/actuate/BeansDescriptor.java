package dev.weakref.boot.actuate;

import java.time.Duration;

import dev.weakref.Internal;
import dev.weakref.spring.bean.LiveBeans;
import dev.weakref.spring.bean.ManagedBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on the tracked beans of one type in one scope.
 *
 * @param live how many are live
 * @param registered how many Spring has created
 * @param destroyed how many Spring has destroyed; of prototypes only those that are
 * destroyed when unused
 * @param collected how many were collected
 * @param oldestSeconds the age of the oldest live one, or {@code null} if there is none
 * @param endedButLive how many are live although they were destroyed and the collector
 * has had the chance to clear them since
 * @param oldestEndedSeconds how long ago the first of these was destroyed, or
 * {@code null} if there is none
 * @hidden
 */
@Internal
public record BeansDescriptor(long live, long registered, long destroyed, long collected, @Nullable Long oldestSeconds,
		long endedButLive, @Nullable Long oldestEndedSeconds) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param beans the source of the numbers
	 * @return the report
	 */
	public static BeansDescriptor of(ManagedBeans beans) {
		LiveBeans liveBeans = beans.liveBeans();
		return new BeansDescriptor(liveBeans.live(), beans.registered(), beans.destroyed(), beans.collectedCount(),
				seconds(liveBeans.oldest()), liveBeans.endedButLive(), seconds(liveBeans.oldestEnded()));
	}

	private static @Nullable Long seconds(@Nullable Duration age) {
		return (age != null) ? age.toSeconds() : null;
	}

}
