package dev.weakref.collection;

import java.util.concurrent.atomic.LongAdder;

import dev.weakref.WarnOnce;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the entries of a table and reports those that were collected or have expired.
 * <p>
 * An entry is counted before it is visible, and its end before it is subtracted: so the
 * counts never miss an entry that is visible or has ended.
 */
final class EntryCounters<K> {

	private static final Logger logger = LoggerFactory.getLogger(ReferenceMap.class);

	private final LongAdder linked = new LongAdder();

	private final LongAdder collected = new LongAdder();

	private final LongAdder expired = new LongAdder();

	private final WarnOnce failures = new WarnOnce(logger);

	private final @Nullable Reaper reaper;

	private final @Nullable CollectedListener<? super K> listener;

	/** Whether a value is there even after its key was collected. */
	private final boolean holdsValues;

	EntryCounters(ReferenceMapBuilder<K, ?> options) {
		this.reaper = options.reaper;
		this.listener = options.listener;
		this.holdsValues = options.references == References.WEAK_KEYS && options.freshness() == null;
	}

	/** Counts an entry that is about to be put in. */
	void add() {
		this.linked.increment();
	}

	/** Subtracts an entry that was removed, or was not put in after all. */
	void subtract() {
		this.linked.decrement();
	}

	/** Counts and reports a dead entry that was taken out. */
	void end(Node<K, ?> dead) {
		boolean collected = dead.isCollected();
		((collected) ? this.collected : this.expired).increment();
		if (collected && this.reaper != null) {
			this.reaper.countDrained();
		}
		this.linked.decrement();
		if (this.listener != null) {
			report(this.listener, dead, collected);
		}
	}

	private void report(CollectedListener<? super K> listener, Node<K, ?> dead, boolean collected) {
		try {
			if (collected) {
				listener.collected(dead.key(), (this.holdsValues) ? dead.value() : null);
			}
			else {
				listener.expired(dead.key());
			}
		}
		catch (Throwable ex) {
			String name = listener.getClass().getName();
			this.failures.log(name, "The listener to collected entries {} of a map failed", name, ex);
		}
	}

	/** Returns the number of entries, including dead ones. */
	long size() {
		return Math.max(0, this.linked.sum());
	}

	long collected() {
		return this.collected.sum();
	}

	long expired() {
		return this.expired.sum();
	}

}
