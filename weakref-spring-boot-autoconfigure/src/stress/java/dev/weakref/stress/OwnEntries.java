package dev.weakref.stress;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * The entries of one thread: no other thread uses their keys, so it knows what it must
 * find, except for those that it has let go of, which it watches.
 */
final class OwnEntries {

	/** Enough for the table to grow many times. */
	private static final int MOST_HELD = 4_000;

	private static final int MOST_WATCHED = 1_000;

	private final List<Held> held = new ArrayList<>();

	private final Deque<Watched> watched = new ArrayDeque<>();

	private final Subject subject;

	private final Map<Key, Value> map;

	private final Findings findings;

	private final SplittableRandom random;

	private long nextId;

	long created;

	long removed;

	OwnEntries(Subject subject, Findings findings, int thread) {
		this.subject = subject;
		this.map = subject.map();
		this.findings = findings;
		this.random = new SplittableRandom(thread);
		this.nextId = 1_000 + thread;
	}

	/**
	 * Add an entry, or let go of one when there are enough.
	 */
	void addOrLetGo() {
		if (this.held.size() < MOST_HELD && this.random.nextInt(100) < 60) {
			add(new Key(this.nextId));
			this.nextId += 2;
		}
		else {
			letGo();
		}
	}

	private void add(Key key) {
		Value value = new Value();
		key.entries.incrementAndGet();
		Value present = (this.random.nextBoolean()) ? this.map.put(key, value) : this.map.putIfAbsent(key, value);
		found(present, null, "put " + key);
		this.created++;
		this.held.add(new Held(key, value));
	}

	private void letGo() {
		Held entry = removeAny();
		if (entry != null && this.watched.size() < MOST_WATCHED) {
			this.watched.add(new Watched(entry, this.subject, this.random.nextBoolean()));
		}
	}

	/**
	 * Look one up that is held.
	 */
	void check() {
		Held entry = any();
		if (entry == null) {
			return;
		}
		Key key = (this.subject.comparesByEquality() && this.random.nextBoolean()) ? new Key(entry.key.id) : entry.key;
		found(this.map.get(key), entry.value, "get " + key);
		this.findings.lost(!this.map.containsKey(key), "contains " + key);
		Reference.reachabilityFence(entry);
	}

	/**
	 * Give one that is held another value.
	 */
	void replace() {
		Held entry = any();
		if (entry == null) {
			return;
		}
		Key key = entry.key;
		Value old = entry.value;
		Value value = new Value();
		switch (this.random.nextInt(5)) {
			case 0 -> found(this.map.put(key, value), old, "put over " + key);
			case 1 -> found(this.map.replace(key, value), old, "replace " + key);
			case 2 -> this.findings.lost(!this.map.replace(key, old, value), "replace value of " + key);
			case 3 -> this.map.compute(key, (same, present) -> {
				found(present, old, "compute " + key);
				return value;
			});
			default -> this.map.merge(key, value, (present, given) -> {
				found(present, old, "merge " + key);
				return given;
			});
		}
		old.end();
		entry.value = value;
		found(this.map.get(key), value, "get after a replacement of " + key);
	}

	/**
	 * Remove one that is held.
	 */
	void remove() {
		Held entry = removeAny();
		if (entry == null) {
			return;
		}
		Key key = entry.key;
		if (this.random.nextBoolean()) {
			found(this.map.remove(key), entry.value, "remove " + key);
		}
		else {
			this.findings.lost(!this.map.remove(key, entry.value), "remove value of " + key);
		}
		this.removed++;
		entry.value.end();
		found(this.map.get(key), null, "get after a removal of " + key);
		this.findings.resurrected(this.map.containsKey(key), "contains after a removal of " + key);
	}

	/**
	 * Look for the one that was let go of first. When the collector has taken it, it is
	 * not there, and can be made again.
	 */
	void watch() {
		Watched entry = this.watched.poll();
		if (entry == null) {
			return;
		}
		if (!entry.isGone()) {
			this.watched.add(entry);
			return;
		}
		if (entry.value != null) {
			entry.value.end();
		}
		Key key = entry.keyToAskFor();
		if (key != null) {
			found(this.map.get(key), null, "get after the collection of " + key);
			this.findings.resurrected(this.map.containsKey(key), "contains after the collection of " + key);
			add(key);
		}
	}

	/**
	 * Look at all entries, of other threads too.
	 */
	void iterate() {
		long start = System.nanoTime();
		Map<Key, Value> shown = new HashMap<>();
		for (Map.Entry<Key, Value> entry : this.map.entrySet()) {
			this.findings.resurrected(entry.getValue().wasOver(start), "iteration over " + entry.getKey());
			this.findings.duplicated(shown.put(entry.getKey(), entry.getValue()) != null,
					"iteration over " + entry.getKey());
		}
		for (Held entry : this.held) {
			found(shown.get(entry.key), entry.value, "iteration over " + entry.key);
		}
		this.findings.lost(this.map.size() < this.held.size(), "size");
		this.findings.lost(this.subject.size().now() < this.held.size(), "estimated size");
		Reference.reachabilityFence(this.held);
	}

	private void found(@Nullable Value found, @Nullable Value expected, String what) {
		if (found != expected) {
			this.findings.lost(found == null, what);
			this.findings.resurrected(found != null && (found.isOver() || expected == null), what);
			this.findings.duplicated(found != null && expected != null && !found.isOver(), what);
		}
	}

	private @Nullable Held any() {
		return (this.held.isEmpty()) ? null : this.held.get(this.random.nextInt(this.held.size()));
	}

	private @Nullable Held removeAny() {
		if (this.held.isEmpty()) {
			return null;
		}
		int index = this.random.nextInt(this.held.size());
		Held last = this.held.remove(this.held.size() - 1);
		return (index < this.held.size()) ? this.held.set(index, last) : last;
	}

	/**
	 * An entry whose key and value are held.
	 */
	private static final class Held {

		private final Key key;

		private Value value;

		Held(Key key, Value value) {
			this.key = key;
			this.value = value;
		}

	}

	/**
	 * An entry of which one side is held no more.
	 */
	private static final class Watched {

		private final @Nullable Key key;

		private final @Nullable Value value;

		private final long id;

		private final boolean byEquality;

		private final WeakReference<?> side;

		Watched(Held entry, Subject subject, boolean valueFirst) {
			boolean value = subject.hasWeakValues() && (valueFirst || !subject.hasWeakKeys());
			this.key = (value) ? entry.key : null;
			this.value = (value) ? null : entry.value;
			this.id = entry.key.id;
			this.byEquality = subject.comparesByEquality();
			this.side = new WeakReference<>((value) ? entry.value : entry.key);
		}

		boolean isGone() {
			return this.side.refersTo(null);
		}

		@Nullable Key keyToAskFor() {
			return (this.key == null && this.byEquality) ? new Key(this.id) : this.key;
		}

	}

}
