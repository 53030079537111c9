package dev.weakref.cache;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Counts the accesses to the engine behind a cache, and their results.
 */
final class BackingCounters {

	/** How long a failed read counts. */
	private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(30);

	final LongAdder failures = new LongAdder();

	final LongAdder unchanged = new LongAdder();

	final LongAdder changed = new LongAdder();

	final LongAdder discarded = new LongAdder();

	private final LongAdder hits = new LongAdder();

	private final LongAdder misses = new LongAdder();

	private final LongAdder readNanos = new LongAdder();

	private final LongSupplier ticker;

	/** Whether the last read failed. */
	private volatile boolean failing;

	private volatile long failedAt;

	BackingCounters(LongSupplier ticker) {
		this.ticker = ticker;
	}

	/**
	 * Reads entries, and counts and times that.
	 * @param keys how many entries are asked for
	 */
	<K, E> Map<K, E> read(int keys, Supplier<Map<K, E>> read) {
		long start = System.nanoTime();
		boolean failed = true;
		try {
			Map<K, E> found = access(read);
			this.hits.add(found.size());
			this.misses.add(keys - found.size());
			failed = false;
			return found;
		}
		finally {
			this.readNanos.add(System.nanoTime() - start);
			if (failed) {
				this.failedAt = this.ticker.getAsLong();
			}
			if (failed != this.failing) {
				this.failing = failed;
			}
		}
	}

	/**
	 * Accesses the engine, and counts a failure. After a failed read, a failed write
	 * shows that the engine still fails.
	 */
	<T> T access(Supplier<T> access) {
		boolean failed = true;
		try {
			T result = access.get();
			failed = false;
			return result;
		}
		finally {
			if (failed) {
				this.failures.increment();
				if (this.failing) {
					this.failedAt = this.ticker.getAsLong();
				}
			}
		}
	}

	/**
	 * Returns whether the last read failed, not long ago. An instance that gets no
	 * requests because it is down reads nothing by which it could recover.
	 */
	boolean isFailing() {
		return this.failing && this.ticker.getAsLong() - this.failedAt < FAILURE_NANOS;
	}

	/**
	 * Returns a snapshot.
	 * @param failsWhenDown whether look-ups fail while the engine does
	 */
	BackingStatistics statistics(Trust trust, boolean failsWhenDown, long superseded, long oldestSupersededMillis) {
		return new BackingStatistics(trust.state(), isFailing() && failsWhenDown, trust.verifiedMillisAgo(),
				this.hits.sum(), this.misses.sum(), this.failures.sum(), this.readNanos.sum(), this.unchanged.sum(),
				this.changed.sum(), trust.invalidations.sum(), trust.flushes.sum(), trust.losses(),
				this.discarded.sum(), superseded, oldestSupersededMillis);
	}

}
