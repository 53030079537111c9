package dev.weakref.lock;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.stream.IntStream;

import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.ConstantCollection;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Threads that lock a few keys in every way there is, while the real collector works all
 * the time. None keeps a lock, so that locks are collected and made again incessantly.
 */
class WeakLocksStressTests {

	private static final Duration DURATION = Duration.ofMillis(Long.getLong("weakref.stress.millis", 2_500));

	private static final int THREADS = 6;

	private static final int KEYS = 8;

	@AutoClose
	private final Reaper reaper = Reaper.start();

	private final WeakLocks locks = new WeakLocks(this.reaper);

	/** How many threads are in the section that the lock of a key protects. */
	private final AtomicIntegerArray inside = new AtomicIntegerArray(KEYS);

	/** How often that section was entered; protected by nothing but the lock. */
	private final long[] entered = new long[KEYS];

	private final LongAdder entries = new LongAdder();

	private final LongAdder violations = new LongAdder();

	@Test
	void noTwoThreadsEverHoldTheLockOfAKey() {
		ConstantCollection.during(DURATION, IntStream.range(0, THREADS).mapToObj(this::user).toList());
		assertThat(this.violations.sum()).as("threads that were not alone").isZero();
		assertThat(IntStream.range(0, KEYS).mapToLong((key) -> this.entered[key]).sum()).as("entries that were seen")
			.isEqualTo(this.entries.sum())
			.isPositive();
		GarbageCollector.awaitUntil("all locks are collected", () -> this.locks.estimatedSize() == 0);
		assertThat(this.locks.statistics().registered()).as("locks that came again").isGreaterThan(KEYS);
		assertThat(this.locks.statistics().collected()).isEqualTo(this.locks.statistics().registered());
	}

	private Runnable user(int thread) {
		SplittableRandom random = new SplittableRandom(thread);
		return () -> {
			try {
				useOnce(random, random.nextInt(KEYS));
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		};
	}

	private void useOnce(SplittableRandom random, int key) throws InterruptedException {
		if (lock(random.nextInt(4), key)) {
			enter(key);
			if (random.nextInt(4) == 0) {
				Condition condition = this.locks.lockFor(key).newCondition();
				condition.await(random.nextInt(100), TimeUnit.MICROSECONDS);
				enter(key);
			}
			this.locks.lockFor(key).unlock();
		}
		if (random.nextInt(100) == 0) {
			Thread.yield();
		}
	}

	private boolean lock(int way, int key) throws InterruptedException {
		Lock lock = this.locks.lockFor(key);
		switch (way) {
			case 0 -> lock.lock();
			case 1 -> lock.lockInterruptibly();
			case 2 -> {
				return lock.tryLock();
			}
			default -> {
				return lock.tryLock(50, TimeUnit.MICROSECONDS);
			}
		}
		return true;
	}

	private void enter(int key) {
		if (this.inside.incrementAndGet(key) != 1) {
			this.violations.increment();
		}
		this.entered[key]++;
		this.entries.increment();
		Thread.onSpinWait();
		if (this.inside.decrementAndGet(key) != 0) {
			this.violations.increment();
		}
	}

}
