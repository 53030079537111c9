package dev.weakref.collection;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Shows the size of a table without holding the table. It refers weakly to the slots,
 * from which values may reach the table, and never asks for the table itself: that would
 * keep it alive under a concurrent collector.
 */
final class TableView {

	private final EntryCounters<?> counters;

	private volatile WeakReference<@Nullable Object[]> slots;

	TableView(EntryCounters<?> counters, @Nullable Object[] slots) {
		this.counters = counters;
		this.slots = new WeakReference<>(slots);
	}

	/**
	 * Follows the table to larger slots.
	 */
	void follow(@Nullable Object[] larger) {
		this.slots = new WeakReference<>(larger);
	}

	EntryCounters<?> counters() {
		return this.counters;
	}

	/**
	 * Returns the number of live entries, or 0 after the table was collected.
	 */
	long liveCount() {
		@Nullable Object[] slots = this.slots.get();
		return (slots != null) ? new NodeWalk<>(slots).countLive() : 0;
	}

}
