package dev.weakref.jmh;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import com.google.common.util.concurrent.Striped;
import dev.weakref.lock.WeakLocks;
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

import org.springframework.integration.support.locks.DefaultLockRegistry;

/**
 * The lock of a key that has one: found, and locked and unlocked. Only the first and the
 * last contestant have a lock for each key, and only the last keeps it for ever.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class LockBenchmark {

	private static final int SIZE = 1 << 10;

	@Param({ "weak-locks", "striped-lazy-weak-lock", "default-lock-registry", "concurrent-hash-map" })
	public String contestant;

	private final Object[] keys = new Object[SIZE];

	private final Object[] held = new Object[SIZE];

	private final Reaper reaper = Reaper.start();

	private Function<Object, Lock> locks;

	@Setup
	public void fill() {
		this.locks = locks();
		for (int i = 0; i < SIZE; i++) {
			this.keys[i] = "order-" + i;
			this.held[i] = this.locks.apply("order-" + i);
		}
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	@Benchmark
	public Lock find(Cursor cursor) {
		return this.locks.apply(this.keys[cursor.next()]);
	}

	@Benchmark
	public void lockAndUnlock(Cursor cursor) {
		Lock lock = this.locks.apply(this.keys[cursor.next()]);
		lock.lock();
		lock.unlock();
	}

	private Function<Object, Lock> locks() {
		switch (this.contestant) {
			case "weak-locks" -> {
				return new WeakLocks(this.reaper)::lockFor;
			}
			case "striped-lazy-weak-lock" -> {
				return Striped.lazyWeakLock(SIZE)::get;
			}
			case "default-lock-registry" -> {
				return new DefaultLockRegistry(SIZE - 1)::obtain;
			}
			default -> {
				ConcurrentMap<Object, Lock> locks = new ConcurrentHashMap<>();
				return (key) -> locks.computeIfAbsent(key, (absent) -> new ReentrantLock());
			}
		}
	}

	@State(Scope.Thread)
	public static class Cursor {

		private int index = (int) (Thread.currentThread().getId() * 7919);

		int next() {
			return this.index++ & (SIZE - 1);
		}

	}

}
