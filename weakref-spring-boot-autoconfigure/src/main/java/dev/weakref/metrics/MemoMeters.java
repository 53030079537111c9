package dev.weakref.metrics;

import dev.weakref.memo.ManagedMemo;
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
		Tags tags = Tags.of("name", memo.name());
		group.counter("weakref.memoized.gets", tags.and("result", "hit"), null,
				"The number of calls that were answered from memory", memo, (measured) -> measured.statistics().hits());
		group.counter("weakref.memoized.gets", tags.and("result", "miss"), null,
				"The number of calls that had to compute, or wait for a computation", memo,
				(measured) -> measured.statistics().misses());
	}

}
