package dev.weakref.jmh;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
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
 * Looking up a key that is there, one that is not, and get-or-create of one that is.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class GetBenchmark {

	@Param({ "chm", "ours-weak-identity-keys", "ours-weak-equal-keys", "ours-weak-values",
			"ours-weak-identity-keys-and-values", "ours-weak-equal-keys-and-values", "caffeine-weak-keys",
			"caffeine-weak-values", "caffeine-weak-keys-and-values", "guava-weak-keys", "guava-weak-values",
			"guava-weak-keys-and-values", "guava-cache-weak-keys", "spring-reference-map",
			"synchronized-weak-hash-map" })
	public String map;

	@Param({ "10000", "1000000" })
	public int size;

	/** Keys with identity semantics, or strings. */
	@Param({ "object", "string" })
	public String keys;

	private Map<Object, Object> measured;

	private Object[] present;

	private Object[] absent;

	private Object[] values;

	@Setup
	public void fill() {
		Contestants.mixProfiles();
		this.measured = Contestants.map(this.map);
		this.present = new Object[this.size];
		this.absent = new Object[this.size];
		this.values = new Object[this.size];
		for (int i = 0; i < this.size; i++) {
			this.present[i] = key("present", i);
			this.absent[i] = key("absent", i);
			this.values[i] = new Object();
			this.measured.put(this.present[i], this.values[i]);
		}
		Collections.shuffle(Arrays.asList(this.present), new Random(42));
		Collections.shuffle(Arrays.asList(this.absent), new Random(43));
	}

	private Object key(String prefix, int i) {
		return this.keys.equals("string") ? prefix + i : new Object();
	}

	@Benchmark
	public Object hit(Cursor cursor) {
		return this.measured.get(this.present[cursor.next(this.size)]);
	}

	@Benchmark
	public Object miss(Cursor cursor) {
		return this.measured.get(this.absent[cursor.next(this.size)]);
	}

	@Benchmark
	public Object getOrCreatePresent(Cursor cursor) {
		return this.measured.computeIfAbsent(this.present[cursor.next(this.size)], (key) -> "created");
	}

	@State(Scope.Thread)
	public static class Cursor {

		private int index = (int) (Thread.currentThread().getId() * 7919);

		int next(int size) {
			int next = this.index + 1;
			this.index = (next < size) ? next : 0;
			return (this.index < size) ? this.index : 0;
		}

	}

}
