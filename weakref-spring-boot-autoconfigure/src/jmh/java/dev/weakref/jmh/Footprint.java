package dev.weakref.jmh;

import java.util.Map;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;

/**
 * Measures what an entry of each map costs, keys and values not counted: the growth of
 * the used heap after a full collection. Run with {@code -XX:+UseSerialGC}, which leaves
 * no regions half full.
 */
public final class Footprint {

	private static final int SIZE = 1_000_000;

	private static final Reaper REAPER = Reaper.start();

	private Footprint() {
	}

	public static void main(String[] args) throws InterruptedException {
		bytes("ours-weak-values"); // what is loaded once belongs to no map
		System.out.println("| map | bytes an entry |");
		System.out.println("|---|---|");
		for (String name : new String[] { "chm", "ours-weak-identity-keys", "ours-weak-equal-keys", "ours-weak-values",
				"ours-weak-identity-keys-and-values", "caffeine-weak-keys", "caffeine-weak-values",
				"caffeine-weak-keys-and-values", "guava-weak-keys", "guava-weak-values", "guava-weak-keys-and-values",
				"spring-reference-map", "synchronized-weak-hash-map", "ours-weak-values-retain", "caffeine-maximum-size" }) {
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
		Map<Object, Object> map = map(name);
		for (int i = 0; i < SIZE; i++) {
			map.put(keys[i], values[i]);
		}
		long after = used();
		if (map.get(keys[SIZE - 1]) != values[SIZE - 1] || map.get(keys[0]) != values[0]) {
			return -1;
		}
		return (after - before) / (double) SIZE;
	}

	private static Map<Object, Object> map(String name) {
		return switch (name) {
			case "ours-weak-values-retain" -> WeakCache.builder("measured", REAPER)
				.retain((tier) -> tier.maximumSize(SIZE))
				.build()
				.asMap();
			case "caffeine-maximum-size" -> Caffeine.newBuilder().maximumSize(SIZE).build().asMap();
			default -> Contestants.map(name);
		};
	}

	private static long used() throws InterruptedException {
		for (int i = 0; i < 4; i++) {
			System.gc();
			Thread.sleep(50);
		}
		return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
	}

}
