package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A map that grows with the next entry, and what happens to it.
 *
 * <pre>
 *   slot   0: the lonely key
 *   slot   1: the later and the earlier key, which part ways when the table grows
 *   slots 2 to 10: other keys
 *   slots 11 to 15: empty
 * </pre>
 */
class SmallMap {

	static final Key LONELY = new Key(0);

	static final Key EARLIER = new Key(1);

	static final Key LATER = new Key(17);

	static final Key[] OTHERS = keys(2, 9);

	/** Not in the map; comes to an empty slot. */
	static final Key NEW = new Key(12);

	/** Not in the map either; comes to another empty slot. */
	static final Key NEW_TOO = new Key(13);

	/** Not in the map; comes in front of the lonely key. */
	static final Key NEW_IN_FRONT = new Key(32);

	static final int SIZE = 3 + OTHERS.length;

	static final Value FIRST = new Value();

	static final Value SECOND = new Value();

	private final AtomicInteger reports = new AtomicInteger();

	final ReferenceMap<Key, Value> map;

	/** Retains every entry, if there is to be one. */
	final SimpleRetainer policy;

	SmallMap(References references) {
		this(references, null);
	}

	SmallMap(References references, SimpleRetainer policy) {
		this.policy = policy;
		this.map = ReferenceMap.<Key, Value>builder(references, KeyEquality.EQUALS)
			.onCollected((key) -> this.reports.incrementAndGet())
			.retainer(policy)
			.build();
		this.map.put(LONELY, FIRST);
		this.map.put(EARLIER, FIRST);
		this.map.put(LATER, FIRST);
		for (Key key : OTHERS) {
			this.map.put(key, FIRST);
		}
	}

	/**
	 * Make the table grow.
	 */
	void grow() {
		this.map.put(NEW, FIRST);
	}

	/**
	 * Do what the collector does to a reference, and then the reaper.
	 */
	void die(Reference<?> reference) {
		reference.clear();
		this.map.table.dead.drain(reference);
	}

	int reports() {
		return this.reports.get();
	}

	/**
	 * Whether what the map counts is what it has.
	 */
	boolean isCountRight() {
		return this.map.estimatedSize() == this.map.liveCount();
	}

	/**
	 * How many entries are held that have left the map, or that the policy has not got.
	 */
	int leaks() {
		RetainedEntries entries = RetainedEntries.of(this.map, this.policy.admitted);
		return entries.goneInPolicy() + entries.heldOutsidePolicy();
	}

	private static Key[] keys(int from, int count) {
		return IntStream.range(from, from + count).mapToObj(Key::new).toArray(Key[]::new);
	}

	/**
	 * A key with a hash code of its own.
	 */
	static final class Key {

		private final int hash;

		Key(int hash) {
			this.hash = hash;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Key key && key.hash == this.hash;
		}

		@Override
		public int hashCode() {
			return this.hash;
		}

	}

	/**
	 * A value that is seen to be whole.
	 */
	static final class Value {

		int content = 42;

	}

}
