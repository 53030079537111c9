package dev.weakref.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;

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
 * Computing or replacing the value of a key that is there.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class ComputeBenchmark {

	private static final int SIZE = 10_000;

	@Param({ "chm", "ours-weak-values", "ours-weak-identity-keys" })
	public String map;

	private Map<Object, Object> measured;

	private final Object[] keys = new Object[SIZE];

	/** Two for each key, by turns. */
	private final Object[] values = new Object[2 * SIZE];

	@Setup
	public void fill() {
		Contestants.mixProfiles();
		this.measured = Contestants.map(this.map);
		for (int i = 0; i < SIZE; i++) {
			this.keys[i] = new Object();
			this.values[2 * i] = new Object();
			this.values[2 * i + 1] = new Object();
			this.measured.put(this.keys[i], this.values[2 * i]);
		}
	}

	@Benchmark
	public Object put(GetBenchmark.Cursor cursor) {
		int i = cursor.next(2 * SIZE);
		return this.measured.put(this.keys[i >> 1], this.values[i]);
	}

	@Benchmark
	public Object merge(GetBenchmark.Cursor cursor) {
		int i = cursor.next(2 * SIZE);
		return this.measured.merge(this.keys[i >> 1], this.values[i], (present, given) -> given);
	}

	@Benchmark
	public Object mergeSame(GetBenchmark.Cursor cursor) {
		int i = cursor.next(2 * SIZE);
		return this.measured.merge(this.keys[i >> 1], this.values[i], (present, given) -> present);
	}

	@Benchmark
	public Object compute(GetBenchmark.Cursor cursor) {
		int i = cursor.next(2 * SIZE);
		return this.measured.compute(this.keys[i >> 1], (key, present) -> this.values[i]);
	}

	@Benchmark
	public Object computeIfPresent(GetBenchmark.Cursor cursor) {
		int i = cursor.next(2 * SIZE);
		return this.measured.computeIfPresent(this.keys[i >> 1], (key, present) -> this.values[i]);
	}

}
