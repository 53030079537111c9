package dev.weakref.jmh;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.cache.WeakCache;
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
 * Getting values, loaded where they are absent, of ten times more keys than are retained,
 * some of which are asked for far more often than others.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ZipfBenchmark {

	private static final int KEYS = 100_000;

	private static final int RETAINED = KEYS / 10;

	private static final double EXPONENT = 0.99;

	private static final int LOOK_UPS = 1 << 20;

	@Param({ "caffeine-maximum-size", "ours-weak-values-retain" })
	public String map;

	/** Whether the values are in use elsewhere, so that they can be found. */
	@Param({ "true", "false" })
	public boolean held;

	private final Reaper reaper = Reaper.start();

	private final Object[] values = new Object[KEYS];

	private final Integer[] sequence = new Integer[LOOK_UPS];

	private Function<Integer, Object> lookUp;

	@Setup
	public void prepare() {
		Integer[] keys = new Integer[KEYS];
		double[] cumulated = new double[KEYS];
		double sum = 0;
		for (int i = 0; i < KEYS; i++) {
			keys[i] = i;
			this.values[i] = new Object();
			sum += 1 / Math.pow(i + 1, EXPONENT);
			cumulated[i] = sum;
		}
		Random random = new Random(42);
		for (int i = 0; i < LOOK_UPS; i++) {
			int index = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
			this.sequence[i] = keys[Math.min(KEYS - 1, (index >= 0) ? index : -index - 1)];
		}
		Function<Integer, Object> loader = (this.held) ? (key) -> this.values[key] : (key) -> new Object();
		if (this.map.equals("caffeine-maximum-size")) {
			Cache<Integer, Object> cache = Caffeine.newBuilder().maximumSize(RETAINED).recordStats().build();
			this.lookUp = (key) -> cache.get(key, loader);
		}
		else {
			WeakCache<Integer, Object> cache = WeakCache.<Integer, Object>builder("measured", this.reaper)
				.retain((tier) -> tier.maximumSize(RETAINED))
				.build();
			this.lookUp = (key) -> cache.get(key, loader);
		}
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public Object get(GetBenchmark.Cursor cursor) {
		return this.lookUp.apply(this.sequence[cursor.next(LOOK_UPS)]);
	}

}
