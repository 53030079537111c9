package dev.weakref.jmh;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.CacheBuilder;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
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
 * Looking up a key through a cache that keeps statistics.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class WeakCacheBenchmark {

	@Param({ "chm", "ours-weak-identity-keys", "ours-weak-identity-keys-retain", "ours-weak-equal-keys",
			"ours-weak-equal-keys-retain", "ours-weak-values", "ours-weak-values-no-statistics",
			"ours-weak-values-retain", "ours-weak-values-retain-expire", "ours-identity-weak-values",
			"ours-identity-weak-values-retain", "ours-weak-both", "ours-weak-both-retain", "ours-soft-values",
			"ours-soft-values-retain", "caffeine-maximum-size", "caffeine-weak-keys", "caffeine-weak-values",
			"guava-cache-weak-keys", "guava-cache-weak-values" })
	public String map;

	@Param({ "10000", "1000000" })
	public int size;

	@Param({ "object", "string" })
	public String keys;

	private final Reaper reaper = Reaper.start();

	private Function<Object, Object> lookUp;

	private Object[] present;

	private Object[] absent;

	private Object[] values;

	@Setup
	public void fill() {
		Contestants.mixProfiles();
		mixCaches();
		this.present = new Object[this.size];
		this.absent = new Object[this.size];
		this.values = new Object[this.size];
		for (int i = 0; i < this.size; i++) {
			this.present[i] = this.keys.equals("string") ? "present" + i : new Object();
			this.absent[i] = this.keys.equals("string") ? "absent" + i : new Object();
			this.values[i] = new Object();
		}
		this.lookUp = filled(this.map);
		Collections.shuffle(Arrays.asList(this.present), new Random(42));
		Collections.shuffle(Arrays.asList(this.absent), new Random(43));
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	private void mixCaches() {
		long found = 0;
		for (References references : References.values()) {
			found += exercise(ours(references, KeyEquality.EQUALS).build());
			found += exercise(ours(references, KeyEquality.EQUALS).retain((tier) -> tier.maximumSize(1_000)).build());
		}
		if (found == 0) {
			throw new IllegalStateException("Nothing was found");
		}
	}

	private static long exercise(WeakCache<Object, Object> cache) {
		long found = 0;
		Object[] held = new Object[1_000];
		for (int i = 0; i < held.length; i++) {
			held[i] = new Object();
			cache.put(held[i], held[i]);
		}
		for (int i = 0; i < 500_000; i++) {
			found += (cache.getIfPresent(held[i % held.length]) != null) ? 1 : 0;
		}
		return found;
	}

	private Function<Object, Object> filled(String name) {
		return switch (name) {
			case "chm" -> {
				ConcurrentMap<Object, Object> map = new ConcurrentHashMap<>();
				fill(map);
				yield map::get;
			}
			case "caffeine-maximum-size" -> filled(Caffeine.newBuilder().maximumSize(this.size).recordStats().build());
			case "caffeine-weak-keys" -> filled(Caffeine.newBuilder().weakKeys().recordStats().build());
			case "caffeine-weak-values" -> filled(Caffeine.newBuilder().weakValues().recordStats().build());
			case "guava-cache-weak-keys" -> filled(CacheBuilder.newBuilder().weakKeys().recordStats().build());
			case "guava-cache-weak-values" -> filled(CacheBuilder.newBuilder().weakValues().recordStats().build());
			default -> filled(ours(name).build());
		};
	}

	private WeakCacheBuilder<Object, Object> ours(String name) {
		WeakCacheBuilder<Object, Object> builder = switch (name.replaceAll("-retain.*|-no-statistics", "")) {
			case "ours-weak-identity-keys" -> ours(References.WEAK_KEYS, KeyEquality.IDENTITY);
			case "ours-weak-equal-keys" -> ours(References.WEAK_KEYS, KeyEquality.EQUALS);
			case "ours-weak-values" -> ours(References.WEAK_VALUES, KeyEquality.EQUALS);
			case "ours-identity-weak-values" -> ours(References.WEAK_VALUES, KeyEquality.IDENTITY);
			case "ours-weak-both" -> ours(References.WEAK_KEYS_AND_VALUES, KeyEquality.EQUALS);
			case "ours-soft-values" -> ours(References.SOFT_VALUES, KeyEquality.EQUALS);
			default -> throw new IllegalArgumentException(name);
		};
		if (name.contains("-retain")) {
			builder.retain((tier) -> {
				tier.maximumSize(this.size);
				if (name.endsWith("-expire")) {
					tier.expireAfterAccess(Duration.ofMinutes(5));
				}
			});
		}
		return builder.statistics(!name.endsWith("-no-statistics"));
	}

	private Function<Object, Object> filled(WeakCache<Object, Object> cache) {
		fill(cache.asMap());
		return cache::getIfPresent;
	}

	private Function<Object, Object> filled(Cache<Object, Object> cache) {
		fill(cache.asMap());
		return cache::getIfPresent;
	}

	private Function<Object, Object> filled(com.google.common.cache.Cache<Object, Object> cache) {
		fill(cache.asMap());
		return cache::getIfPresent;
	}

	private void fill(ConcurrentMap<Object, Object> map) {
		for (int i = 0; i < this.size; i++) {
			map.put(this.present[i], this.values[i]);
		}
	}

	private WeakCacheBuilder<Object, Object> ours(References references, KeyEquality equality) {
		return WeakCache.builder("measured", this.reaper).references(references).keyEquality(equality);
	}

	@Benchmark
	public Object hit(GetBenchmark.Cursor cursor) {
		return this.lookUp.apply(this.present[cursor.next(this.size)]);
	}

	@Benchmark
	public Object miss(GetBenchmark.Cursor cursor) {
		return this.lookUp.apply(this.absent[cursor.next(this.size)]);
	}

}
