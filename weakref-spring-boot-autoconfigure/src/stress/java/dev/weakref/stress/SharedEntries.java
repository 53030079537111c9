package dev.weakref.stress;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

import org.jspecify.annotations.Nullable;

/**
 * Entries that several threads ask for, and make when they are not there. While one is
 * held, all threads must get the same one.
 */
final class SharedEntries {

	private static final int KEYS = 64;

	private final AtomicReferenceArray<@Nullable WeakReference<Key>> keys = new AtomicReferenceArray<>(KEYS);

	private final AtomicReferenceArray<@Nullable Made> made = new AtomicReferenceArray<>(KEYS);

	private final AtomicLong created = new AtomicLong();

	private final Subject subject;

	private final Findings findings;

	SharedEntries(Subject subject, Findings findings) {
		this.subject = subject;
		this.findings = findings;
	}

	long created() {
		return this.created.get();
	}

	/**
	 * The work of one thread with them.
	 */
	Runnable user(int thread) {
		SplittableRandom random = new SplittableRandom(thread);
		Deque<Object> held = new ArrayDeque<>();
		return () -> {
			Key key = key(random.nextInt(KEYS));
			Value value = this.subject.canonical().get(key, this::make);
			Made last = this.made.get((int) key.id);
			this.findings.duplicated(last == null || !last.value.refersTo(value), "value of shared " + key);
			Value again = this.subject.map().get(key);
			this.findings.lost(again == null, "get shared " + key);
			this.findings.duplicated(again != null && again != value, "get shared " + key);
			held.add(key);
			held.add(value);
			while (held.size() > KEYS / 4) {
				held.remove();
			}
			Reference.reachabilityFence(key);
		};
	}

	/**
	 * There must be nothing to make while what was made last is alive.
	 */
	private Value make(Key key) {
		Made last = this.made.get((int) key.id);
		this.findings.duplicated(last != null && last.isLive(this.subject), "shared " + key + " is made");
		Value value = new Value();
		key.entries.incrementAndGet();
		this.created.incrementAndGet();
		this.made.set((int) key.id, new Made(new WeakReference<>(key), new WeakReference<>(value)));
		return value;
	}

	/**
	 * The key object that all threads use, as long as any thread holds it.
	 */
	private Key key(int index) {
		while (true) {
			WeakReference<Key> present = this.keys.get(index);
			Key key = (present != null) ? present.get() : null;
			if (key != null) {
				return key;
			}
			Key fresh = new Key(index);
			if (this.keys.compareAndSet(index, present, new WeakReference<>(fresh))) {
				return fresh;
			}
		}
	}

	private record Made(WeakReference<Key> key, WeakReference<Value> value) {

		boolean isLive(Subject subject) {
			return (!subject.hasWeakKeys() || !this.key.refersTo(null))
					&& (!subject.hasWeakValues() || !this.value.refersTo(null));
		}

	}

}
