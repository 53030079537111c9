package dev.weakref.jmh;

import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import dev.weakref.cache.WeakCache;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A million entries die at once: the time from asking for a collection until all of them
 * are out and, where there are listeners, called back. Includes the collection itself.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 8)
@Fork(value = 2, jvmArgsAppend = { "-Xms4g", "-Xmx4g" })
@State(Scope.Benchmark)
public class MassDeathBenchmark {

	private static final int SIZE = 1_000_000;

	@Param({ "collection-only", "ours", "caffeine", "guava", "weak-hash-map", "cleaner", "finalizers" })
	public String contestant;

	private final AtomicLong calledBack = new AtomicLong();

	private final Cleaner cleaner = Cleaner.create();

	private Reaper reaper;

	private CountDownLatch done;

	private Object held;

	private Runnable drain;

	@Setup(Level.Iteration)
	public void fill() {
		this.calledBack.set(0);
		this.done = new CountDownLatch(1);
		this.reaper = Reaper.start();
		this.drain = switch (this.contestant) {
			case "ours" -> ours();
			case "caffeine" -> caffeine();
			case "guava" -> guava();
			case "weak-hash-map" -> weakHashMap();
			case "cleaner" -> cleaner();
			case "finalizers" -> finalizers();
			default -> this::nothing;
		};
	}

	@TearDown(Level.Iteration)
	public void close() {
		this.reaper.close();
		this.held = null;
	}

	@Benchmark
	public long collect() throws InterruptedException {
		System.gc();
		while (this.done.getCount() > 0) {
			this.drain.run();
			this.done.await(1, TimeUnit.MILLISECONDS);
		}
		return this.calledBack.get();
	}

	private void calledBack() {
		if (this.calledBack.incrementAndGet() == SIZE) {
			this.done.countDown();
		}
	}

	private void nothing() {
		this.done.countDown();
	}

	private Runnable ours() {
		WeakCache<Integer, Object> cache = WeakCache.<Integer, Object>builder("dying", this.reaper)
			.references(References.WEAK_VALUES)
			.keyEquality(KeyEquality.EQUALS)
			.listener((key, cause) -> calledBack())
			.build();
		for (int i = 0; i < SIZE; i++) {
			cache.put(i, new Object());
		}
		this.held = cache;
		return () -> {
		};
	}

	private Runnable caffeine() {
		var cache = Caffeine.newBuilder()
			.weakValues()
			.executor(Runnable::run)
			.removalListener((key, value, cause) -> calledBack())
			.<Integer, Object>build();
		for (int i = 0; i < SIZE; i++) {
			cache.put(i, new Object());
		}
		this.held = cache;
		return cache::cleanUp;
	}

	private Runnable guava() {
		Cache<Integer, Object> cache = CacheBuilder.newBuilder()
			.weakValues()
			.removalListener((notification) -> calledBack())
			.build();
		for (int i = 0; i < SIZE; i++) {
			cache.put(i, new Object());
		}
		this.held = cache;
		return cache::cleanUp;
	}

	private Runnable weakHashMap() {
		Map<Object, Object> map = Collections.synchronizedMap(new WeakHashMap<>());
		for (int i = 0; i < SIZE; i++) {
			map.put(new Object(), i);
		}
		this.held = map;
		return () -> {
			if (map.size() == 0) {
				this.done.countDown();
			}
		};
	}

	private Runnable cleaner() {
		for (int i = 0; i < SIZE; i++) {
			this.cleaner.register(new Object(), this::calledBack);
		}
		return () -> {
		};
	}

	private Runnable finalizers() {
		Finalizers finalizers = new Finalizers(new Referents(this.reaper));
		for (int i = 0; i < SIZE; i++) {
			finalizers.register(new Object(), this, MassDeathBenchmark::calledBack);
		}
		this.held = finalizers;
		return () -> {
		};
	}

}
