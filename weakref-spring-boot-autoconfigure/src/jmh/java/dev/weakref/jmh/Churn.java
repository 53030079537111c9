package dev.weakref.jmh;

import dev.weakref.collection.WeakKeyMap;

/**
 * Puts short-lived keys through one map without a reaper. Run with a small heap, such as
 * {@code -Xmx64m}: it ends with an OutOfMemoryError unless the map lets go of them. Ten
 * times on the way it collects and says how much is left.
 */
public final class Churn {

	private static final int REPORTS = 10;

	private final WeakKeyMap<Object, Long> map = WeakKeyMap.identity();

	private final long start = System.nanoTime();

	private Churn() {
	}

	/**
	 * Run it.
	 * @param args how many keys; 100 million unless given
	 */
	public static void main(String[] args) {
		new Churn().run((args.length > 0) ? Long.parseLong(args[0]) : 100_000_000L);
	}

	private void run(long keys) {
		long largest = 0;
		report(0);
		for (long i = 1; i <= keys; i++) {
			this.map.put(new Object(), i);
			if (i % 100_000 == 0) {
				largest = Math.max(largest, this.map.estimatedSize());
			}
			if (i % (keys / REPORTS) == 0) {
				report(i);
			}
		}
		while (this.map.estimatedSize() > 0) {
			System.gc();
			this.map.cleanUp();
		}
		report(keys);
		System.out.printf("At most %,d entries at a time, %,d collected, estimated size at the end %,d%n", largest,
				this.map.collectedCount(), this.map.estimatedSize());
	}

	private void report(long keys) {
		System.gc();
		Runtime runtime = Runtime.getRuntime();
		System.out.printf("%,d keys after %.1f s: %,d kB used, estimated size %,d%n", keys,
				(System.nanoTime() - this.start) / 1e9, (runtime.totalMemory() - runtime.freeMemory()) / 1024,
				this.map.estimatedSize());
	}

}
