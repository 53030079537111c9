package dev.weakref.boot.metrics;

import java.util.function.ToDoubleFunction;

import dev.weakref.memo.ManagedMemo;
import dev.weakref.memo.MemoStatistics;
import dev.weakref.memo.Memoizers;
import io.micrometer.core.instrument.Tags;

/**
 * Meters of memoized functions.
 */
public final class MemoMeters extends DirectoryMeters<ManagedMemo> {

	/**
	 * Create the binder.
	 * @param memoizers tells which functions there are
	 */
	public MemoMeters(Memoizers memoizers) {
		super(memoizers.directory());
	}

	@Override
	void register(ManagedMemo memo, MeterGroup group) {
		LiveMeters.register("memoized", memo.name(), group, memo, ManagedMemo::liveCount, ManagedMemo::estimatedSize,
				(measured) -> measured.statistics().collected());
		gets(group, memo, "hit", MemoStatistics::hits);
		gets(group, memo, "miss", MemoStatistics::misses);
	}

	private static void gets(MeterGroup group, ManagedMemo memo, String result,
			ToDoubleFunction<MemoStatistics> count) {
		group.counter("weakref.memoized.gets", Tags.of("name", memo.name(), "result", result), null,
				"The number of calls, by whether they were answered from memory", memo,
				(measured) -> count.applyAsDouble(measured.statistics()));
	}

}
