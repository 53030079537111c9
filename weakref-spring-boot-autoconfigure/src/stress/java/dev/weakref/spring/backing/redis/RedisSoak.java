package dev.weakref.spring.backing.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.cache.Backing;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;
import dev.weakref.testsupport.ClassPath;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys through a near cache in this process while another process writes them, and
 * connections are cut and held meanwhile.
 *
 * @param writes how many values the other process writes
 * @param pauseMicros how long it waits after each
 * @param loadMillis how much longer each read of Redis takes, in milliseconds
 * @param chaos whether connections are cut and held, and Redis is frozen and restarted
 */
record RedisSoak(int writes, int pauseMicros, int loadMillis, boolean chaos) {

	static final Duration MAX_STALENESS = RedisNode.STALENESS;

	static final String NAME = "documents";

	private static final int KEYS = 200;

	private static final Duration LIMIT = Duration.ofMinutes(15);

	static int versions(int writes, int keys) {
		return 2 * writes / keys + 200;
	}

	static Document document(int key, int version) {
		return new Document(key + ":" + version);
	}

	/**
	 * Returns the findings of a cache as it is.
	 */
	Findings ours() throws IOException {
		return run((node, reaper) -> {
			NearCache.Engine engine = node.engine(NAME);
			WeakCache<String, Document> cache = new NearCache.Engine(slow(engine.backing()), engine.channel()).cache(
					WeakCache.<Object, Object>builder(NAME, reaper).retain((tier) -> tier.maximumSize(KEYS / 4)));
			return new Subject(cache::getIfPresent, cache::backingStatistics);
		});
	}

	/**
	 * Returns the findings of a cache that drops an entry when it hears of a change, and
	 * stores an entry when it has read it.
	 */
	Findings naive() throws IOException {
		return run((node, reaper) -> {
			Map<String, Document> local = new ConcurrentHashMap<>();
			Map<Object, String> keys = new ConcurrentHashMap<>();
			NearCache.Engine engine = node.engine(NAME);
			Backing<Object, Object> redis = slow(engine.backing());
			InvalidationChannel.Sink sink = new NaiveSink(local, keys);
			engine.channel().subscribe(NAME, sink);
			return new Subject((key) -> {
				Document document = local.get(key);
				if (document == null) {
					keys.put(redis.engineKey(key), key);
					Backing.Entry<Object> entry = redis.read(key);
					document = (entry != null) ? (Document) entry.value() : null;
					if (document != null) {
						local.put(key, document);
					}
				}
				return document;
			}, () -> sink.toString().length());
		});
	}

	private Findings run(BiFunction<RedisNode, Reaper, Subject> subject) throws IOException {
		Path file = Files.createTempFile("weakref-soak", ".log");
		try (Reaper reaper = Reaper.start();
				RedisServer server = RedisServer.start();
				TcpProxy proxy = TcpProxy.to(server.port());
				RedisNode node = RedisNode.on(proxy.port())) {
			WriteLog log = new WriteLog(file, KEYS, versions(this.writes, KEYS));
			Subject read = subject.apply(node, reaper);
			CompletableFuture<ClassPath.Result> writer = CompletableFuture
				.supplyAsync(() -> ClassPath.ofTests().run(List.of("-Xmx128m"), LIMIT, SoakWriter.class,
						String.valueOf(server.port()), file.toString(), String.valueOf(KEYS),
						String.valueOf(this.writes), String.valueOf(this.pauseMicros), String.valueOf(this.chaos)));
			AtomicLong oldest = new AtomicLong();
			AtomicLong reads = new AtomicLong();
			List<Thread> threads = new ArrayList<>();
			threads.add(new Thread(() -> disturb(server, proxy, writer)));
			AtomicLong pause = new AtomicLong();
			threads.add(new Thread(() -> measurePauses(writer, pause)));
			for (int i = 0; i < ((this.loadMillis > 0) ? 12 : 2); i++) {
				int seed = i;
				threads.add(new Thread(() -> readAll(read, log, writer, oldest, reads, seed)));
			}
			threads.forEach(Thread::start);
			ClassPath.Result ended = writer.join();
			for (Thread thread : threads) {
				join(thread);
			}
			if (ended.status() != 0) {
				throw new IllegalStateException(ended.output());
			}
			return new Findings(reads.get(), Duration.ofNanos(oldest.get()), Duration.ofNanos(pause.get()), stuck(read, log), read.statistics().get());
		}
		finally {
			Files.delete(file);
		}
	}

	/**
	 * Returns how many keys still have an old value after twice the permitted time. The
	 * last restart of the server may have come after the last write, and left none.
	 */
	private int stuck(Subject subject, WriteLog log) {
		LockSupport.parkNanos(2 * MAX_STALENESS.toNanos());
		int stuck = 0;
		for (int key = 0; key < KEYS; key++) {
			Document document = subject.read().apply("k" + key);
			int last = log.last(key);
			if (last > 0 && document != null && !document(key, last).equals(document)) {
				stuck++;
			}
		}
		return stuck;
	}

	private void readAll(Subject subject, WriteLog log, CompletableFuture<?> writer, AtomicLong oldest,
			AtomicLong reads, int seed) {
		Random random = new Random(seed);
		Document[] held = new Document[KEYS / 2];
		while (!writer.isDone()) {
			int key = random.nextInt(KEYS);
			long start = System.nanoTime();
			Document document = readUnlessDown(subject, "k" + key);
			reads.incrementAndGet();
			if (document != null) {
				held[key % held.length] = document;
				int version = Integer.parseInt(document.text().substring(document.text().indexOf(':') + 1));
				oldest.accumulateAndGet(log.age(key, version, start), Math::max);
			}
		}
	}

	private static void measurePauses(CompletableFuture<?> writer, AtomicLong longest) {
		while (!writer.isDone()) {
			long start = System.nanoTime();
			LockSupport.parkNanos(1_000_000);
			longest.accumulateAndGet(System.nanoTime() - start, Math::max);
		}
	}

	private static @Nullable Document readUnlessDown(Subject subject, String key) {
		try {
			return subject.read().apply(key);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private void disturb(RedisServer server, TcpProxy proxy, CompletableFuture<?> writer) {
		Random random = new Random(7);
		for (int i = 1; this.chaos && !writer.isDone(); i++) {
			LockSupport.parkNanos(Duration.ofMillis(200 + random.nextInt(400)).toNanos());
			try {
				switch (i % 8) {
					case 1, 3, 5 -> proxy.cut();
					case 2, 6 -> {
						proxy.hold();
						LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(1500)).toNanos());
						proxy.release();
					}
					case 4 -> {
						server.freeze();
						LockSupport.parkNanos(Duration.ofMillis(300 + random.nextInt(600)).toNanos());
						server.thaw();
					}
					case 7 -> proxy.cut();
					default -> {
						server.stop();
						LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
						server.restart();
					}
				}
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	/**
	 * Makes each read of an engine slower, after the engine has been read.
	 */
	private Backing<Object, Object> slow(Backing<Object, Object> backing) {
		return (this.loadMillis > 0) ? new SlowBacking(backing, Duration.ofMillis(this.loadMillis)) : backing;
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Drops an entry that has changed.
	 */
	private record NaiveSink(Map<String, Document> local, Map<Object, String> keys) implements InvalidationChannel.Sink {

		@Override
		public void invalidated(Object engineKey) {
			this.local.remove(this.keys.getOrDefault(engineKey, ""));
		}

		@Override
		public void invalidatedAll() {
			this.local.clear();
		}

		@Override
		public void lost() {
			this.local.clear();
		}

		@Override
		public void restored() {
			this.local.clear();
		}

		@Override
		public void verified() {
		}

	}

	/**
	 * Waits after each read.
	 */
	private record SlowBacking(Backing<Object, Object> engine, Duration pause) implements Backing<Object, Object> {

		@Override
		public @Nullable Entry<Object> read(Object key) {
			Entry<Object> entry = this.engine.read(key);
			LockSupport.parkNanos(this.pause.toNanos());
			return entry;
		}

		@Override
		public Entry<Object> write(Object key, Object value) {
			return this.engine.write(key, value);
		}

		@Override
		public Entry<Object> writeIfAbsent(Object key, Object value) {
			return this.engine.writeIfAbsent(key, value);
		}

		@Override
		public void evict(Object key) {
			this.engine.evict(key);
		}

		@Override
		public void clear() {
			this.engine.clear();
		}

		@Override
		public Object engineKey(Object key) {
			return this.engine.engineKey(key);
		}

	}

	/**
	 * A cache to soak.
	 */
	private record Subject(Function<String, @Nullable Document> read,
			Supplier<? extends @Nullable Object> statistics) {
	}

	/**
	 * The findings.
	 *
	 * @param reads how many reads there were
	 * @param oldest the longest time for which a value that was read had been overwritten
	 * @param pause the longest time for which a thread of this process did not run
	 * @param stuck how many keys had an old value in the end
	 * @param statistics the counts of the cache
	 */
	record Findings(long reads, Duration oldest, Duration pause, int stuck, @Nullable Object statistics) {
	}

}
