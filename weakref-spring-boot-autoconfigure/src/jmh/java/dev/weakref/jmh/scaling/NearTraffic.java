package dev.weakref.jmh.scaling;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;

import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.redis.RedisNode;
import org.redisson.Redisson;
import org.redisson.api.RLocalCachedMap;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.codec.SerializationCodec;
import org.redisson.config.Config;

import org.springframework.cache.Cache;

/**
 * Reads and writes by two processes, one thread each: ten thousand keys, of which the
 * first are used most (Zipf, 0.99), one access in a hundred a write, a local strong tier
 * of a thousand values. Prints the reads of both processes in a second, the GETs of Redis
 * for a thousand reads, and how many keys have an old value in the end.
 */
public final class NearTraffic {

	private static final int KEYS = 10_000;

	private static final int RETAINED = 1_000;

	/** Of each process: the collector clears the fewer values the larger it is. */
	private static final String HEAP = System.getProperty("heap", "1g");

	private NearTraffic() {
	}

	/**
	 * Measures.
	 * @param args the length of a run in seconds, then the contestants {@code near},
	 * {@code redis}, {@code redisson}; or, for the processes that it starts, the
	 * contestant, the port of Redis, the length and a seed
	 */
	public static void main(String[] args) throws Exception {
		if (args.length == 4 && args[3].startsWith("seed")) {
			run(args[0], Integer.parseInt(args[1]), Integer.parseInt(args[2]), Integer.parseInt(args[3].substring(4)));
			System.exit(0);
		}
		for (String contestant : Arrays.asList(args).subList(1, args.length)) {
			try (LocalRedis server = new LocalRedis()) {
				List<Process> processes = new ArrayList<>();
				for (int i = 1; i <= 2; i++) {
					processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
							"-XX:+UseSerialGC", "-Xms" + HEAP, "-Xmx" + HEAP, "-cp", System.getProperty("java.class.path"),
							NearTraffic.class.getName(), contestant, String.valueOf(server.port()), args[0], "seed" + i)
						.redirectErrorStream(true)
						.start());
				}
				long reads = 0;
				long stuck = 0;
				for (Process process : processes) {
					String output = new String(process.getInputStream().readAllBytes());
					String[] result = output.lines()
						.filter((line) -> line.startsWith("RESULT"))
						.findFirst()
						.orElseThrow(() -> new IllegalStateException(output))
						.split(" ");
					reads += Long.parseLong(result[1]);
					stuck += Long.parseLong(result[2]);
				}
				long gets = server.calls("get") + server.calls("hget");
				System.out.printf("%-10s %,12d reads/s %8.1f GETs for 1000 reads, %d keys with an old value%n", contestant,
						reads / Long.parseLong(args[0]), 1000.0 * (gets - 2L * KEYS) / reads, stuck);
			}
		}
	}

	private static void run(String contestant, int port, int seconds, int seed) throws IOException {
		try (Reaper reaper = Reaper.start(); RedisNode node = RedisNode.on(port)) {
			if (contestant.equals("redisson")) {
				Config config = new Config();
				config.useSingleServer().setAddress("redis://127.0.0.1:" + port);
				config.setCodec(new SerializationCodec());
				RedissonClient redisson = Redisson.create(config);
				RLocalCachedMap<String, Document> map = redisson
					.getLocalCachedMap(LocalCachedMapOptions.<String, Document>name("documents")
						.cacheSize(RETAINED)
						.evictionPolicy(LocalCachedMapOptions.EvictionPolicy.LRU)
						.reconnectionStrategy(LocalCachedMapOptions.ReconnectionStrategy.CLEAR));
				measure(map::get, map::fastPut, redisson.<String, Document>getMap("documents")::get, seconds, seed);
				redisson.shutdown();
				return;
			}
			Cache shared = node.cache("documents");
			Function<String, Document> engine = (key) -> shared.get(key, Document.class);
			if (contestant.equals("near")) {
				WeakCache<String, Document> cache = node.engine("documents")
					.cache(WeakCache.<Object, Object>builder("documents", reaper)
						.retain((tier) -> tier.maximumSize(RETAINED)));
				measure(cache::getIfPresent, cache::put, engine, seconds, seed);
				System.out.println(cache.backingStatistics());
			}
			else {
				measure(engine, shared::put, engine, seconds, seed);
			}
		}
	}

	private static void measure(Function<String, Document> reader, BiConsumer<String, Document> writer,
			Function<String, Document> engine, int seconds, int seed) {
		Zipf zipf = new Zipf(KEYS);
		Random random = new Random(seed);
		for (int i = 0; i < KEYS; i++) {
			if (reader.apply("key" + i) == null) {
				writer.accept("key" + i, document(random, i));
			}
		}
		long reads = 0;
		long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		for (long i = 0; System.nanoTime() < end; i++) {
			String key = "key" + zipf.next(random);
			if (i % 100 == 99) {
				writer.accept(key, document(random, i));
			}
			else {
				reader.apply(key);
				reads++;
			}
		}
		LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
		long stuck = 0;
		for (int i = 0; i < KEYS; i++) {
			Document local = reader.apply("key" + i);
			stuck += (local == null || local.equals(engine.apply("key" + i))) ? 0 : 1;
		}
		System.out.println("RESULT " + reads + " " + stuck);
	}

	/**
	 * Returns a text of about 800 bytes.
	 */
	private static Document document(Random random, long number) {
		return new Document("value " + number + " " + Long.toHexString(random.nextLong()).repeat(50));
	}

}
