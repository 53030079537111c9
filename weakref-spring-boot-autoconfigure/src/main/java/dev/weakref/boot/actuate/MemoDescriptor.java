package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.memo.ManagedMemo;
import dev.weakref.memo.MemoStatistics;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on a memoized function.
 *
 * @param keyEquality how arguments compare
 * @param live how many results are remembered whose arguments are live
 * @param estimatedSize the same, including those that have not been drained
 * @param collected how many results were removed because an argument was collected
 * @param hits how many calls were answered from memory
 * @param misses how many calls had to compute, or wait for a computation
 * @param failures how many computations threw
 * @hidden
 */
@Internal
public record MemoDescriptor(String keyEquality, long live, long estimatedSize, long collected, long hits, long misses,
		long failures) implements OperationResponseBody {

	/**
	 * Creates the report.
	 * @param memo the source of the numbers
	 * @return the report
	 */
	public static MemoDescriptor of(ManagedMemo memo) {
		MemoStatistics statistics = memo.statistics();
		return new MemoDescriptor(memo.keyEquality().toString(), memo.liveCount(), memo.estimatedSize(),
				statistics.collected(), statistics.hits(), statistics.misses(), statistics.failures());
	}

}
