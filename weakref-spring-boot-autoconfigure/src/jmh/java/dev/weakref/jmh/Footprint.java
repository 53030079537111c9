package dev.weakref.jmh;

import java.util.Map;

/**
 * Measures what an entry of each map costs, keys and values not counted: the growth of
 * the used heap after a full collection. Run with {@code -XX:+UseSerialGC}, which leaves
 * no regions half full.
 */
public final class Footprint {

	private static final int SIZE = 1_000_000;

	private Footprint() {
	}

	public static void main(String[] args) throws InterruptedException {
		bytes("ours-weak-values"); // what is loaded once belongs to no map
		System.out.println("| map | bytes an entry |");
		System.out.println("|---|---|");
		for (String name : new String[] { "chm", "ours-weak-identity-keys", "ours-weak-equal-keys", "ours-weak-values",
				"ours-weak-identity-keys-and-values", "caffeine-weak-keys", "caffeine-weak-values",
				"caffeine-weak-keys-and-values", "guava-weak-keys", "guava-weak-values", "guava-weak-keys-and-values",
				"spring-reference-map", "synchronized-weak-hash-map" }) {
			double bytes = bytes(name);
			System.out.printf((bytes > 0) ? "| %s | %.1f |%n" : "| %s | loses live entries |%n", name, bytes);
		}
	}

	private static double bytes(String name) throws InterruptedException {
		Object[] keys = new Object[SIZE];
		Object[] values = new Object[SIZE];
		for (int i = 0; i < SIZE; i++) {
			keys[i] = new Object();
			values[i] = new Object();
		}
		long before = used();
		Map<Object, Object> map = Contestants.map(name);
		for (int i = 0; i < SIZE; i++) {
			map.put(keys[i], values[i]);
		}
		long after = used();
		if (map.get(keys[SIZE - 1]) != values[SIZE - 1] || map.get(keys[0]) != values[0]) {
			return -1;
		}
		return (after - before) / (double) SIZE;
	}

	private static long used() throws InterruptedException {
		for (int i = 0; i < 4; i++) {
			System.gc();
			Thread.sleep(50);
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
