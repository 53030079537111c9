package dev.weakref.spring.backing.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

import dev.weakref.cache.Backing;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;

/**
 * The other process: it writes random keys, half of them through a near cache of its own
 * and half through the cache of Spring Data Redis.
 */
final class SoakWriter {

	private SoakWriter() {
	}

	/**
	 * Writes.
	 * @param args the port of Redis, the file of the log, the number of keys, that of
	 * writes, the pause after each write in microseconds, and whether Redis is restarted
	 */
	public static void main(String[] args) throws Exception {
		int keys = Integer.parseInt(args[2]);
		int writes = Integer.parseInt(args[3]);
		long pause = Duration.ofNanos(1000L * Integer.parseInt(args[4])).toNanos();
		WriteLog log = new WriteLog(Path.of(args[1]), keys, RedisSoak.versions(writes, keys));
		try (Reaper reaper = Reaper.start(); RedisNode node = RedisNode.on(Integer.parseInt(args[0]))) {
			NearCache.Engine engine = node.engine(RedisSoak.NAME);
			WeakCache<String, Document> cache = engine.cache(WeakCache.builder(RedisSoak.NAME, reaper));
			Backing<Object, Object> plain = engine.backing();
			Random random = new Random(42);
			int[] versions = new int[keys];
			for (int i = 0; i < writes; i++) {
				int key = random.nextInt(keys);
				int version = ++versions[key];
				Document document = RedisSoak.document(key, version);
				retry(() -> {
					if ((version & 1) == 0) {
						cache.put("k" + key, document);
					}
					else {
						plain.write("k" + key, document);
					}
				});
				log.written(key, version);
				if (pause > 0) {
					LockSupport.parkNanos(pause);
				}
			}
			// A restart has emptied Redis since some of the writes
			boolean restarts = Boolean.parseBoolean(args[5]);
			for (int i = 0; restarts && i < keys; i++) {
				int key = i;
				if (versions[key] > 0) {
					retry(() -> plain.write("k" + key, RedisSoak.document(key, versions[key])));
				}
			}
		}
		System.exit(0);
	}

	private static void retry(Runnable write) {
		for (int attempt = 0; attempt < 100; attempt++) {
			try {
				write.run();
				return;
			}
			catch (RuntimeException ex) {
				LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
			}
		}
		throw new IllegalStateException("Redis stays away");
	}

}
