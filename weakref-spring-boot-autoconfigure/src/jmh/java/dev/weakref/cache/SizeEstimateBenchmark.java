package dev.weakref.cache;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * The price of the estimates for other maximum sizes: on a hit of a retained value, on a
 * value that is stored and evicts another, and on look-ups of which one in four or so
 * misses.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class SizeEstimateBenchmark {

	private static final int LENGTH = 1 << 18;

	@Param({ "false", "true" })
	public boolean estimates;

	@Param({ "100", "10000" })
	public int size;

	private ReferenceMap<Integer, Object> map;

	private Integer[] retained;

	private Integer[] few;

	private Integer[] all;

	private final Object value = new Object();

	@Setup
	public void fill() {
		this.map = ReferenceMap.<Integer, Object>builder(References.WEAK_VALUES, KeyEquality.EQUALS)
			.retainer(new StrongTier(new RetainSpec().maximumSize(this.size), System::nanoTime, false, this.estimates, null))
			.build();
		this.retained = keys(this.size / 2, 1);
		this.few = keys(4 * this.size, 3);
		this.all = keys(8 * this.size, 1);
		for (Integer key : this.retained) {
			look(key);
		}
	}

	private static Integer[] keys(int keys, int skew) {
		Random random = new Random(42);
		Integer[] chosen = new Integer[LENGTH];
		for (int i = 0; i < LENGTH; i++) {
			chosen[i] = (int) (keys * Math.pow(random.nextDouble(), skew));
		}
		return chosen;
	}

	private Object look(Integer key) {
		Object found = this.map.use(key, null);
		return (found != null) ? found : this.map.put(key, this.value);
	}

	@State(Scope.Thread)
	public static class Position {

		private int next = (int) Thread.currentThread().getId() * 7_919;

		Integer in(Integer[] keys) {
			return keys[this.next++ & (LENGTH - 1)];
		}

	}

	@Benchmark
	public Object retainedHit(Position position) {
		return this.map.use(position.in(this.retained), null);
	}

	@Benchmark
	public Object storedValue(Position position) {
		return this.map.put(position.in(this.all), this.value);
	}

	@Benchmark
	public Object mixed(Position position) {
		return look(position.in(this.few));
	}

}
