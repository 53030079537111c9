package dev.weakref.cache;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

import org.jspecify.annotations.Nullable;

/**
 * The hash codes of keys whose values were collected not long ago. A hash code stays
 * until its key is stored again, or until that of a later one takes its slot. Takes 4 KB
 * with the first collection, and up to 256 KB if many entries are collected and few are
 * stored again. Adding one costs a write, and a search costs a read. Safe for use by
 * several threads; a hash code that is added while the table grows may be lost.
 */
final class CollectedKeys {

	private static final int INITIAL_SLOTS = 1 << 10;

	private static final int MAXIMUM_SLOTS = 1 << 16;

	/** The number of occupied slots, approximately. */
	private final AtomicInteger size = new AtomicInteger();

	/** Hash codes; 0 in a free slot. Made with the first one. */
	private volatile @Nullable AtomicIntegerArray slots;

	/**
	 * Adds the hash code of a key.
	 * @param hash the hash code, or 0 for none
	 */
	void add(int hash) {
		AtomicIntegerArray slots = this.slots;
		if (slots == null || (this.size.get() > slots.length() / 2 && slots.length() < MAXIMUM_SLOTS)) {
			slots = grow(slots);
		}
		if (hash != 0 && slots.getAndSet(hash & (slots.length() - 1), hash) == 0) {
			this.size.incrementAndGet();
		}
	}

	/**
	 * Removes the hash code of a key.
	 * @param hash the hash code, or 0 for none
	 * @return whether it was there
	 */
	boolean remove(int hash) {
		AtomicIntegerArray slots = this.slots;
		if (slots != null && hash != 0 && slots.compareAndSet(hash & (slots.length() - 1), hash, 0)) {
			this.size.decrementAndGet();
			return true;
		}
		return false;
	}

	boolean isEmpty() {
		return this.slots == null;
	}

	private synchronized AtomicIntegerArray grow(@Nullable AtomicIntegerArray old) {
		AtomicIntegerArray present = this.slots;
		if (present != null && present != old) {
			return present;
		}
		AtomicIntegerArray grown = new AtomicIntegerArray((old != null) ? 4 * old.length() : INITIAL_SLOTS);
		for (int i = 0; old != null && i < old.length(); i++) {
			int hash = old.get(i);
			grown.set(hash & (grown.length() - 1), hash);
		}
		this.slots = grown;
		return grown;
	}

}
