package dev.weakref.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.weakref.cache.SizeEstimate;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;

/**
 * Replays cache traces, and prints by how many points the estimated ratio of retained hits of each
 * maximum size differs from the one that Caffeine has with that size. Takes the folder of
 * the traces, see {@link HitRatio}.
 */
public final class EstimatedHits {

	private static final double[] SIZES = { 0.01, 0.04, 0.15 };

	private final Map<Double, Differences> differences = new LinkedHashMap<>();

	private EstimatedHits() {
	}

	public static void main(String[] args) throws IOException {
		EstimatedHits measured = new EstimatedHits();
		List<Path> traces;
		try (Stream<Path> files = Files.list(Path.of(args[0]))) {
			traces = files.filter(Files::isRegularFile).sorted().toList();
		}
		for (Path trace : traces) {
			measured.replay(HitRatio.read(trace));
		}
		System.out.println("| times the maximum size | replays | mean difference | mean distance | longest distance |");
		System.out.println("|---:|---:|---:|---:|---:|");
		measured.differences.forEach((times, all) -> System.out.printf("| %.1f | %d | %+.2f | %.2f | %.1f |%n", times,
				all.count, all.sum / all.count, all.distances / all.count, all.longest));
	}

	private void replay(long[] keys) {
		long distinct = LongStream.of(keys).distinct().count();
		try (Reaper reaper = Reaper.start(); WeakCaches caches = new WeakCaches(reaper, (builder) -> {})) {
			for (double part : SIZES) {
				int size = (int) Math.max(10, distinct * part);
				String name = "cache of " + size;
				WeakCache<Long, Object> cache = caches.create(name, (builder) -> builder.retain((tier) -> tier.maximumSize(size)));
				for (long key : keys) {
					if (cache.getIfPresent(key) == null) {
						cache.put(key, new Object());
					}
				}
				for (SizeEstimate estimate : Objects.requireNonNull(caches.directory().find(name)).estimates(cache.statistics())) {
					double measured = HitRatio.ratio(keys, HitRatio.caffeine((int) estimate.maximumSize()));
					this.differences.computeIfAbsent(Math.rint(2.0 * estimate.maximumSize() / size) / 2, (times) -> new Differences())
						.add(100.0 * (estimate.hits() - estimate.weakHits()) / keys.length - measured);
				}
			}
		}
	}

	private static final class Differences {

		private int count;

		private double sum;

		private double distances;

		private double longest;

		void add(double difference) {
			this.count++;
			this.sum += difference;
			this.distances += Math.abs(difference);
			this.longest = Math.max(this.longest, Math.abs(difference));
		}

	}

}
