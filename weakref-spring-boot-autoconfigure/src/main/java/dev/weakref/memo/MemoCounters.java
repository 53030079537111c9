package dev.weakref.memo;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the results of one memo. Refers to none of them, so it can be held without
 * holding them.
 */
final class MemoCounters {

	private final LongAdder size = new LongAdder();

	private final LongAdder collected;

	private volatile boolean memoCollected;

	/**
	 * Creates counters.
	 * @param collected counts the collected results of all memos of the family
	 */
	MemoCounters(LongAdder collected) {
		this.collected = collected;
	}

	long size() {
		return Math.max(0, this.size.sum());
	}

	void kept() {
		this.size.increment();
	}

	void removed(long results) {
		this.size.add(-results);
	}

	void collected(long results) {
		if (!this.memoCollected) {
			this.size.add(-results);
			this.collected.add(results);
		}
	}

	/**
	 * Counts all results as collected, because the memo itself was collected. Later
	 * collections of single results are not counted.
	 */
	void memoCollected() {
		this.memoCollected = true;
		this.collected.add(this.size.sumThenReset());
	}

}
