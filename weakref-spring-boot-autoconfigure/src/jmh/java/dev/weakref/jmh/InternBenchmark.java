package dev.weakref.jmh;

import java.util.Arrays;
import java.util.Collections;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.github.benmanes.caffeine.cache.Interner;
import com.google.common.collect.Interners;
import dev.weakref.collection.WeakInterner;
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
 * Interning an object of which an equal one is there.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class InternBenchmark {

	@Param({ "ours", "caffeine", "guava" })
	public String interner;

	@Param({ "10000", "1000000" })
	public int size;

	private UnaryOperator<String> measured;

	private String[] canonical;

	private String[] duplicates;

	@Setup
	public void fill() {
		Contestants.mixProfiles();
		this.measured = switch (this.interner) {
			case "ours" -> new WeakInterner<String>()::intern;
			case "caffeine" -> Interner.<String>newWeakInterner()::intern;
			case "guava" -> Interners.<String>newWeakInterner()::intern;
			default -> throw new IllegalArgumentException(this.interner);
		};
		this.canonical = new String[this.size];
		this.duplicates = new String[this.size];
		for (int i = 0; i < this.size; i++) {
			this.canonical[i] = this.measured.apply("name" + i);
			this.duplicates[i] = "name" + i;
		}
		Collections.shuffle(Arrays.asList(this.duplicates), new Random(42));
	}

	@Benchmark
	public String duplicate(GetBenchmark.Cursor cursor) {
		return this.measured.apply(this.duplicates[cursor.next(this.size)]);
	}

}
