package dev.weakref.jmh;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

import dev.weakref.cache.RetainSpec;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.redis.RedisServer;
import dev.weakref.spring.backing.redis.RedisNode;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Looking up a key that is present: in a cache without an engine behind it, in the same
 * cache with Redis behind it, and in Redis itself.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class NearHitBenchmark {

	private static final int SIZE = 10_000;

	private static final int ROUNDS = 100;

	@Param({ "weak", "near-weak", "retained", "near-retained", "redis" })
	public String cache;

	private final Reaper reaper = Reaper.start();

	private final RedisServer server = RedisServer.start();

	private final RedisNode node = RedisNode.on(this.server.port());

	private final String[] keys = new String[SIZE];

	private final Document[] values = new Document[SIZE];

	private Function<String, Object> lookUp;

	@Setup
	public void fill() {
		Contestants.mixProfiles();
		Consumer<RetainSpec> retain = this.cache.endsWith("retained") ? (tier) -> tier.maximumSize(SIZE) : null;
		WeakCache<String, Document> near = this.node.engine("documents")
			.cache(WeakCache.<Object, Object>builder("near", this.reaper).retain(retain));
		WeakCache<String, Document> alone = WeakCache.<String, Document>builder("alone", this.reaper)
			.retain(retain)
			.build();
		for (int i = 0; i < SIZE; i++) {
			String key = "key" + new Random(i).nextInt();
			this.keys[i] = key;
			near.put(key, new Document("value of " + i));
			alone.put(key, new Document("value of " + i));
		}
		Function<String, Document> held = this.cache.startsWith("near") ? near::getIfPresent : alone::getIfPresent;
		long reads = -1;
		// Each put is reported to the near cache too, some time after it
		for (int round = 0; round < ROUNDS && reads != near.backingStatistics().hits(); round++) {
			reads = near.backingStatistics().hits();
			for (int i = 0; i < SIZE; i++) {
				this.values[i] = held.apply(this.keys[i]);
			}
		}
		this.lookUp = switch (this.cache) {
			case "redis" -> this.node.cache("documents")::get;
			case "near-weak", "near-retained" -> near::getIfPresent;
			default -> alone::getIfPresent;
		};
	}

	@TearDown
	public void close() {
		this.node.close();
		this.server.close();
		this.reaper.close();
	}

	/**
	 * The place of a thread in the keys.
	 */
	@State(Scope.Thread)
	public static class Place {

		int next;

	}

	@Benchmark
	public Object hit(Place place) {
		return this.lookUp.apply(this.keys[place.next++ % SIZE]);
	}

}
