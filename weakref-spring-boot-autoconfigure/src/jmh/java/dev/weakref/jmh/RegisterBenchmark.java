package dev.weakref.jmh;

import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakCollections;
import dev.weakref.collection.WeakSet;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Registering a million objects that are to be tracked.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 8)
@Fork(value = 2, jvmArgsAppend = { "-Xms4g", "-Xmx4g" })
@State(Scope.Benchmark)
public class RegisterBenchmark {

	private static final int SIZE = 1_000_000;

	private final Object[] objects = new Object[SIZE];

	private Reaper reaper;

	private WeakSet<Object> tracked;

	private WeakRegistry registry;

	private Cleaner cleaner;

	private Finalizers finalizers;

	private WeakRefs refs;

	@Setup(Level.Iteration)
	public void fill() {
		this.reaper = Reaper.start();
		this.tracked = new WeakCollections(this.reaper).weakSet("tracked", KeyEquality.IDENTITY);
		this.registry = new WeakRegistry(this.reaper);
		this.cleaner = Cleaner.create();
		Referents referents = new Referents(this.reaper);
		this.finalizers = new Finalizers(referents, false, Duration.ofSeconds(10));
		this.refs = new WeakRefs(referents);
		for (int i = 0; i < SIZE; i++) {
			this.objects[i] = new Object();
		}
		System.gc();
	}

	@TearDown(Level.Iteration)
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public Object cleaner() {
		Object last = null;
		for (Object object : this.objects) {
			last = this.cleaner.register(object, () -> {
			});
		}
		return last;
	}

	@Benchmark
	public Object finalizers() {
		Object last = null;
		for (Object object : this.objects) {
			last = this.finalizers.register(object, this, (resource) -> {
			});
		}
		return last;
	}

	@Benchmark
	public Object refs() {
		Object last = null;
		for (Object object : this.objects) {
			last = this.refs.ref(object);
		}
		return last;
	}

	@Benchmark
	public Object keySet() {
		Set<Object> set = ConcurrentHashMap.newKeySet();
		for (Object object : this.objects) {
			set.add(object);
		}
		return set;
	}

	@Benchmark
	public Object tracked() {
		for (Object object : this.objects) {
			this.tracked.add(object);
		}
		return this.tracked;
	}

	@Benchmark
	public Object registered() {
		for (Object object : this.objects) {
			this.registry.register(object);
		}
		return this.registry;
	}

}
