package dev.weakref.stress;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * The events that must not happen, and how often they have.
 */
final class Findings {

	private static final int SHOWN = 5;

	private final LongAdder lost = new LongAdder();

	private final LongAdder duplicated = new LongAdder();

	private final LongAdder resurrected = new LongAdder();

	private final Queue<String> first = new ConcurrentLinkedQueue<>();

	/** An entry is not found though key and value are held. */
	void lost(boolean found, String what) {
		count(this.lost, found, "lost: " + what);
	}

	/** There are two of what there must be one of. */
	void duplicated(boolean found, String what) {
		count(this.duplicated, found, "duplicated: " + what);
	}

	/** An entry is found that was collected, removed or replaced. */
	void resurrected(boolean found, String what) {
		count(this.resurrected, found, "resurrected: " + what);
	}

	private void count(LongAdder counter, boolean found, String what) {
		if (found) {
			counter.increment();
			if (this.first.size() < SHOWN) {
				this.first.add(what);
			}
		}
	}

	boolean isEmpty() {
		return this.lost.sum() + this.duplicated.sum() + this.resurrected.sum() == 0;
	}

	@Override
	public String toString() {
		return "lost %d, duplicated %d, resurrected %d%s".formatted(this.lost.sum(), this.duplicated.sum(),
				this.resurrected.sum(), (this.first.isEmpty()) ? "" : " " + this.first);
	}

}
