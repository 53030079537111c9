package dev.weakref.memo;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the results that one memo keeps. Leads to none of them, so that it can be held
 * without holding them.
 */
final class Tally {

	private final LongAdder size = new LongAdder();

	private final LongAdder collected;

	private volatile boolean memoCollected;

	/**
	 * Create a tally.
	 * @param collected counts what the collector took from all memos of the family
	 */
	Tally(LongAdder collected) {
		this.collected = collected;
	}

	long size() {
		return Math.max(0, this.size.sum());
	}

	void kept() {
		this.size.increment();
	}

	void forgotten(long results) {
		this.size.add(-results);
	}

	void collected(long results) {
		if (!this.memoCollected) {
			this.size.add(-results);
			this.collected.add(results);
		}
	}

	/**
	 * The memo itself has gone, and all its results with it. What is noticed of single
	 * ones after that counts no more.
	 */
	void memoCollected() {
		this.memoCollected = true;
		this.collected.add(this.size.sumThenReset());
	}

}
