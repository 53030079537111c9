package dev.weakref.collection;

import java.lang.ref.WeakReference;

import org.jspecify.annotations.Nullable;

/**
 * Sees a table without holding it. Not even the slots are held, through which values may
 * reach the table; and the table itself is never asked for: whoever did that all the time
 * would keep it alive under a concurrent collector.
 */
final class TableView {

	private final EntryAccount<?> account;

	private volatile WeakReference<@Nullable Object[]> slots;

	TableView(EntryAccount<?> account, @Nullable Object[] slots) {
		this.account = account;
		this.slots = new WeakReference<>(slots);
	}

	/**
	 * The table has other slots from now on.
	 */
	void follow(@Nullable Object[] slots) {
		this.slots = new WeakReference<>(slots);
	}

	EntryAccount<?> account() {
		return this.account;
	}

	/**
	 * How many entries are live, or 0 when the table has gone.
	 */
	long liveCount() {
		@Nullable Object[] slots = this.slots.get();
		return (slots != null) ? new NodeWalk<>(slots).countLive() : 0;
	}

}
