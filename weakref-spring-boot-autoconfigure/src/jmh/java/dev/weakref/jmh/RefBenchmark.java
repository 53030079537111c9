package dev.weakref.jmh;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;

import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRef;
import dev.weakref.reference.WeakRefs;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A ref to one of a thousand objects, which is shared once it has been made, and the
 * number of references to it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class RefBenchmark {

	private static final int SIZE = 1 << 10;

	private final Object[] objects = new Object[SIZE];

	/** A shared ref lasts for as long as it is held. */
	private final Object[] held = new Object[SIZE];

	private Reaper reaper;

	private WeakRefs refs;

	private int next;

	@Setup
	public void fill() {
		this.reaper = Reaper.start();
		this.refs = new WeakRefs(new Referents(this.reaper));
		for (int i = 0; i < SIZE; i++) {
			this.objects[i] = new Object();
			this.held[i] = this.refs.ref(this.objects[i]);
		}
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public WeakReference<Object> weakReference() {
		return new WeakReference<>(next());
	}

	@Benchmark
	public WeakRef<Object> ref() {
		return this.refs.ref(next());
	}

	@Benchmark
	public int count() {
		return this.refs.count(next());
	}

	private Object next() {
		return this.objects[this.next++ & (SIZE - 1)];
	}

}
