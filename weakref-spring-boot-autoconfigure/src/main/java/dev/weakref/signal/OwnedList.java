package dev.weakref.signal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Entries that go with their owners, in the order of registration. Its lock is held for a
 * few instructions, never over user code: callers walk a snapshot, which is renewed only
 * after a change.
 *
 * @param <T> the type of the entries
 * @hidden
 */
@Internal
public class OwnedList<T extends Owned> {

	private final Map<Object, T> entries = new LinkedHashMap<>();

	private final T[] none;

	private final LongAdder size;

	private final LongAdder collected;

	/** {@code null} after a change. */
	private volatile T @Nullable [] snapshot;

	private boolean closed;

	/**
	 * Creates an empty list.
	 * @param none an empty array of the type of the entries
	 * @param size counts the entries, including dead ones that have not been removed
	 * @param collected counts the entries that were removed because their owners were
	 * collected
	 */
	public OwnedList(T[] none, LongAdder size, LongAdder collected) {
		this.none = none;
		this.snapshot = none;
		this.size = size;
		this.collected = collected;
	}

	/**
	 * Adds an entry unless a live one has the same key. O(1).
	 * @param entry the entry
	 * @return the entry that has the key now, or {@code null} if the list is closed
	 */
	public final @Nullable T add(T entry) {
		while (true) {
			T present;
			synchronized (this.entries) {
				if (this.closed) {
					entry.removed();
					return null;
				}
				present = this.entries.putIfAbsent(entry.key(), entry);
				if (present == null) {
					this.snapshot = null;
					this.size.increment();
					return entry;
				}
			}
			if (present.isLive()) {
				return present;
			}
			present.drop();
		}
	}

	final @Nullable T find(Object key) {
		synchronized (this.entries) {
			return this.entries.get(key);
		}
	}

	/**
	 * Removes an entry.
	 * @return whether it was there
	 */
	@SuppressWarnings("unchecked")
	final boolean remove(Owned entry, boolean collected) {
		synchronized (this.entries) {
			if (!this.entries.remove(entry.key(), entry)) {
				return false;
			}
			entry.removed();
			this.snapshot = null;
		}
		this.size.decrement();
		if (collected) {
			this.collected.increment();
			entryCollected((T) entry);
		}
		entryRemoved();
		return true;
	}

	/**
	 * Called with no lock held, once for each entry that was removed because its owner
	 * was collected.
	 * @param entry the entry
	 */
	protected void entryCollected(T entry) {
	}

	/**
	 * Called with no lock held after an entry was removed.
	 */
	void entryRemoved() {
	}

	/**
	 * Removes all entries.
	 * @param close whether the list takes no more entries
	 * @return the number of removed entries
	 */
	public final int clear(boolean close) {
		int number;
		synchronized (this.entries) {
			number = this.entries.size();
			this.entries.values().forEach(Owned::removed);
			this.entries.clear();
			this.snapshot = this.none;
			this.closed |= close;
		}
		this.size.add(-number);
		return number;
	}

	/**
	 * Closes the list if it has no entries.
	 * @return whether the list is closed
	 */
	final boolean closeIfEmpty() {
		synchronized (this.entries) {
			this.closed |= this.entries.isEmpty();
			return this.closed;
		}
	}

	/**
	 * Returns the entries of this moment, live or not.
	 * @return an array that is shared, so it must not be changed
	 */
	public final T[] snapshot() {
		T[] snapshot = this.snapshot;
		if (snapshot == null) {
			synchronized (this.entries) {
				snapshot = this.entries.values().toArray(this.none);
				this.snapshot = snapshot;
			}
		}
		return snapshot;
	}

	/**
	 * Counts the live entries one by one. O(entries).
	 * @return the number at some moment during the call
	 */
	public final long liveCount() {
		long live = 0;
		for (T entry : snapshot()) {
			if (entry.isLive()) {
				live++;
			}
		}
		return live;
	}

}
