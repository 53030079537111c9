package dev.weakref.jmh;

import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;
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
 * Asking for the companion of an object that has one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class CompanionBenchmark {

	@Param({ "chm", "ours-find", "ours", "ours-by-name", "caffeine-weak-keys", "guava-weak-keys" })
	public String contestant;

	@Param({ "10000", "1000000" })
	public int size;

	private Reaper reaper;

	private UnaryOperator<Object> measured;

	/** Makes the companions, where that is not measured. */
	private UnaryOperator<Object> made;

	private Object[] objects;

	@Setup
	public void fill() {
		Contestants.mixProfiles();
		this.reaper = Reaper.start();
		WeakRegistry registry = new WeakRegistry(this.reaper);
		this.made = null;
		this.measured = switch (this.contestant) {
			case "ours" -> (object) -> registry.companionOf(object, (key) -> new Object());
			case "ours-by-name" -> {
				var companions = registry.<Object, Object>companions("measured");
				yield (object) -> companions.of(object, (key) -> new Object());
			}
			case "ours-find" -> {
				var companions = registry.<Object, Object>companions("measured");
				this.made = (object) -> companions.of(object, (key) -> new Object());
				yield companions::find;
			}
			case "chm" -> {
				Map<Object, Object> map = Contestants.map("chm");
				yield (object) -> {
					Object companion = map.get(object);
					return (companion != null) ? companion : map.computeIfAbsent(object, (key) -> new Object());
				};
			}
			default -> {
				Map<Object, Object> map = Contestants.map(this.contestant);
				yield (object) -> map.computeIfAbsent(object, (key) -> new Object());
			}
		};
		this.made = (this.made != null) ? this.made : this.measured;
		this.objects = new Object[this.size];
		for (int i = 0; i < this.size; i++) {
			this.objects[i] = new Object();
			this.made.apply(this.objects[i]);
		}
		// What was let go while filling lies between what is kept, and not for long
		System.gc();
		Collections.shuffle(Arrays.asList(this.objects), new Random(42));
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public Object hit(GetBenchmark.Cursor cursor) {
		return this.measured.apply(this.objects[cursor.next(this.size)]);
	}

}
