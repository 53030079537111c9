package dev.weakref.jmh;

import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Putting a million fresh entries into an empty map, which grows as it goes.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 8)
@Fork(value = 2, jvmArgsAppend = { "-Xms4g", "-Xmx4g" })
@State(Scope.Benchmark)
public class InsertBenchmark {

	private static final int SIZE = 1_000_000;

	@Param({ "chm", "ours-weak-identity-keys", "ours-weak-values", "ours-weak-identity-keys-and-values",
			"caffeine-weak-keys", "caffeine-weak-values", "caffeine-weak-keys-and-values", "guava-weak-keys",
			"guava-weak-values", "guava-weak-keys-and-values", "spring-reference-map", "synchronized-weak-hash-map" })
	public String map;

	private final Object[] keys = new Object[SIZE];

	private final Object[] values = new Object[SIZE];

	private Map<Object, Object> measured;

	@Setup(Level.Trial)
	public void mix() {
		Contestants.mixProfiles();
	}

	@Setup(Level.Iteration)
	public void fill() {
		this.measured = Contestants.map(this.map);
		for (int i = 0; i < SIZE; i++) {
			this.keys[i] = new Object();
			this.values[i] = new Object();
			System.identityHashCode(this.keys[i]);
		}
		System.gc();
	}

	@Benchmark
	public Object insert() {
		for (int i = 0; i < SIZE; i++) {
			this.measured.put(this.keys[i], this.values[i]);
		}
		return this.measured;
	}

}
