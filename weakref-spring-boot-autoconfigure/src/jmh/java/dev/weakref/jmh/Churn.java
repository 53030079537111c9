package dev.weakref.jmh;

import dev.weakref.collection.WeakKeyMap;

/**
 * Puts short-lived keys through one map without a reaper. Run with a small heap, such as
 * {@code -Xmx64m}: it ends with an OutOfMemoryError unless the map lets go of them.
 */
public final class Churn {

	private Churn() {
	}

	public static void main(String[] args) {
		long keys = (args.length > 0) ? Long.parseLong(args[0]) : 100_000_000L;
		WeakKeyMap<Object, Long> map = WeakKeyMap.identity();
		long largest = 0;
		long start = System.nanoTime();
		for (long i = 0; i < keys; i++) {
			map.put(new Object(), i);
			if (i % 1_000_000 == 0) {
				largest = Math.max(largest, map.estimatedSize());
			}
		}
		double seconds = (System.nanoTime() - start) / 1e9;
		System.gc();
		while (map.estimatedSize() > 1) {
			map.cleanUp();
			Thread.onSpinWait();
		}
		System.out.printf("%,d keys in %.1f s, at most %,d entries at a time, %,d collected, %d left%n", keys, seconds,
				largest, map.collectedCount(), map.estimatedSize());
	}

}
