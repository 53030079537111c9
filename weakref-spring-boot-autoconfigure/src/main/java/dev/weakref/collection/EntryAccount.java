package dev.weakref.collection;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the entries of a table and tells of those that have ended by themselves.
 * <p>
 * An entry is counted before it can be seen, and its end before it is taken off the
 * count, so that nobody sees more entries than there seem to be, nor misses one that has
 * gone.
 */
final class EntryAccount<K> {

	private static final Logger logger = LoggerFactory.getLogger(ReferenceMap.class);

	private final LongAdder linked = new LongAdder();

	private final LongAdder collected = new LongAdder();

	private final LongAdder expired = new LongAdder();

	private final @Nullable Reaper reaper;

	private final @Nullable CollectedListener<? super K> listener;

	/** Whether a failure of the listener has been logged as a warning. */
	private final AtomicBoolean failed = new AtomicBoolean();

	/** Whether a value is there even after its key was collected. */
	private final boolean holdsValues;

	EntryAccount(ReferenceMapBuilder<K, ?> options) {
		this.reaper = options.reaper;
		this.listener = options.listener;
		this.holdsValues = options.references == References.WEAK_KEYS && options.freshness() == null;
	}

	/** An entry is about to be put in. */
	void add() {
		this.linked.increment();
	}

	/** An entry was taken out, or has not come in after all. */
	void subtract() {
		this.linked.decrement();
	}

	/** A dead entry was taken out. */
	void end(Node<K, ?> dead) {
		boolean collected = dead.isCollected();
		((collected) ? this.collected : this.expired).increment();
		if (collected && this.reaper != null) {
			this.reaper.countDrained();
		}
		this.linked.decrement();
		if (this.listener != null) {
			tell(this.listener, dead, collected);
		}
	}

	private void tell(CollectedListener<? super K> listener, Node<K, ?> dead, boolean collected) {
		try {
			if (collected) {
				listener.collected(dead.key(), (this.holdsValues) ? dead.value() : null);
			}
			else {
				listener.expired(dead.key());
			}
		}
		catch (Throwable ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("The listener to collected entries {} of a map failed; its further failures are logged at "
						+ "debug level", listener.getClass().getName(), ex);
			}
			else {
				logger.debug("The listener to collected entries {} of a map failed", listener.getClass().getName(), ex);
			}
		}
	}

	/** How many entries there are, dead ones included. */
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
