package dev.weakref.stress;

import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;

import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.collection.WeakValueMap;

/**
 * Puts short-lived keys, or values, through one map after the other, none of which has a
 * reaper. Wants a small heap, such as {@code -Xmx64m}. Ten times on the way it lets the
 * collector take everything and looks at what is left. Exits with 1 if that is an entry,
 * if it gets more and more, or if not every entry was counted as collected.
 */
public final class ChurnStress {

	private static final int REPORTS = 10;

	private static final int LOOK_EVERY = 10_000;

	/** For slots, of which a later tenth may need more, and for the JVM itself. */
	private static final long TOLERATED_BYTES = 8 << 20;

	private static final Duration DEADLINE = Duration.ofSeconds(60);

	private final String name;

	private final ReferenceMap<Object, Object> map;

	private final BiConsumer<ReferenceMap<Object, Object>, Long> put;

	private long mostEntries;

	private long mostUsed;

	private ChurnStress(String name, ReferenceMap<Object, Object> map,
			BiConsumer<ReferenceMap<Object, Object>, Long> put) {
		this.name = name;
		this.map = map;
		this.put = put;
	}

	/**
	 * Run it.
	 * @param args how many entries to put through each map
	 */
	public static void main(String[] args) {
		long entries = Long.parseLong(args[0]);
		List<ChurnStress> maps = List.of(
				new ChurnStress("weak identity keys", WeakKeyMap.identity(), (map, i) -> map.put(new Object(), i)),
				new ChurnStress("weak equal keys", WeakKeyMap.equality(), (map, i) -> map.put(new Key(i), i)),
				new ChurnStress("weak values", WeakValueMap.equality(), (map, i) -> map.put(i, new Object())));
		boolean passed = true;
		for (ChurnStress map : maps) {
			passed &= map.run(entries);
		}
		System.exit((passed) ? 0 : 1);
	}

	private boolean run(long entries) {
		long start = System.nanoTime();
		long first = 0;
		long last = 0;
		for (int report = 1; report <= REPORTS; report++) {
			put(entries * (report - 1) / REPORTS, entries * report / REPORTS);
			last = usedWithoutEntries();
			first = (report == 1) ? last : first;
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		System.out.printf(
				"%s: %,d entries in %.1f s, at most %,d at a time; heap of %,d kB after a tenth, %,d kB after"
						+ " the last, %,d kB at most; %,d collected, %,d left%n",
				this.name, entries, seconds, this.mostEntries, first >> 10, last >> 10, this.mostUsed >> 10,
				this.map.collectedCount(), this.map.estimatedSize());
		return this.map.estimatedSize() == 0 && this.map.isEmpty() && this.map.collectedCount() == entries
				&& last - first < TOLERATED_BYTES;
	}

	private void put(long from, long to) {
		for (long i = from; i < to; i++) {
			this.put.accept(this.map, i);
			if (i % LOOK_EVERY == 0) {
				this.mostEntries = Math.max(this.mostEntries, this.map.estimatedSize());
				this.mostUsed = Math.max(this.mostUsed, used());
			}
		}
	}

	private long usedWithoutEntries() {
		long start = System.nanoTime();
		do {
			System.gc();
			this.map.cleanUp();
		}
		while (this.map.estimatedSize() != 0 && System.nanoTime() - start < DEADLINE.toNanos());
		System.gc();
		return used();
	}

	private static long used() {
		Runtime runtime = Runtime.getRuntime();
		return runtime.totalMemory() - runtime.freeMemory();
	}

}
