package dev.weakref.jmh;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;

/**
 * Replays cache traces, and prints how many look-ups of each find a value that is
 * retained: in a cache of ours, and in Caffeine with the same maximum size. Takes the
 * folder of the traces: text with a number a line, or big-endian numbers, packed by gzip
 * or xz (which calls the program {@code xz}).
 */
public final class HitRatio {

	private static final int LONGEST = 3_000_000;

	private static final double[] SIZES = { 0.02, 0.1, 0.3 };

	private HitRatio() {
	}

	public static void main(String[] args) throws IOException {
		List<Path> traces;
		try (Stream<Path> files = Files.list(Path.of(args[0]))) {
			traces = files.filter(Files::isRegularFile).sorted().toList();
		}
		System.out.println("| trace | keys | maximum size | Caffeine, % | WeakCache with retain, % | difference |");
		System.out.println("|---|---:|---:|---:|---:|---:|");
		double caffeine = 0;
		double ours = 0;
		int runs = 0;
		try (Reaper reaper = Reaper.start()) {
			for (Path trace : traces) {
				long[] keys = read(trace);
				long distinct = LongStream.of(keys).distinct().count();
				for (double part : SIZES) {
					int size = (int) Math.max(10, distinct * part);
					double theirs = ratio(keys, caffeine(size));
					double mine = retained(keys, reaper, size);
					System.out.printf("| %s | %,d | %,d | %.2f | %.2f | %+.2f |%n", trace.getFileName(), distinct, size,
							theirs, mine, mine - theirs);
					caffeine += theirs;
					ours += mine;
					runs++;
				}
			}
		}
		System.out.printf("| **mean** | | | **%.2f** | **%.2f** | **%+.2f** |%n", caffeine / runs, ours / runs,
				(ours - caffeine) / runs);
	}

	static LongPredicate caffeine(int size) {
		Cache<Long, Object> cache = Caffeine.newBuilder().maximumSize(size).executor(Runnable::run).build();
		return (key) -> {
			if (cache.getIfPresent(key) != null) {
				return true;
			}
			cache.put(key, new Object());
			return false;
		};
	}

	static double ratio(long[] keys, LongPredicate lookUp) {
		long hits = 0;
		for (long key : keys) {
			hits += (lookUp.test(key)) ? 1 : 0;
		}
		return 100.0 * hits / keys.length;
	}

	/**
	 * A value that is found weakly was not retained; others hold it.
	 */
	private static double retained(long[] keys, Reaper reaper, int size) {
		WeakCache<Long, Object> cache = WeakCache.<Long, Object>builder("measured", reaper)
			.retain((tier) -> tier.maximumSize(size))
			.build();
		for (long key : keys) {
			if (cache.getIfPresent(key) == null) {
				cache.put(key, new Object());
			}
		}
		return 100.0 * (cache.statistics().hits() - cache.statistics().weakHits()) / keys.length;
	}

	static long[] read(Path trace) throws IOException {
		String name = trace.getFileName().toString();
		long[] keys = new long[LONGEST];
		int count = 0;
		try (InputStream in = (name.endsWith(".xz")) ? xz(trace) : new GZIPInputStream(Files.newInputStream(trace))) {
			if (name.matches(".*(orm|web|w106|vault|scarab).*")) {
				boolean wide = name.matches(".*(vault|scarab).*");
				DataInputStream data = new DataInputStream(new BufferedInputStream(in, 1 << 16));
				try {
					while (count < LONGEST) {
						keys[count] = (wide) ? data.readLong() : data.readInt();
						count++;
					}
				}
				catch (EOFException ex) {
					// That was the last one
				}
			}
			else {
				BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
				for (String line = lines.readLine(); line != null && count < LONGEST; line = lines.readLine()) {
					if (!line.isBlank() && !line.startsWith("*")) {
						keys[count++] = Long.parseLong(line.trim());
					}
				}
			}
		}
		return Arrays.copyOf(keys, count);
	}

	private static InputStream xz(Path file) throws IOException {
		return new ProcessBuilder("xz", "-dc", file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD)
			.start()
			.getInputStream();
	}

}
