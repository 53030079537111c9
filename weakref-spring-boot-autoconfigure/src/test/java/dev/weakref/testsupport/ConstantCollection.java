package dev.weakref.testsupport;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that do the same again and again while the real collector works all the time.
 * <p>
 * Between two collections the threads get on by some steps: a collection stops them, and
 * where one follows the other at once they may hardly ever run.
 */
public final class ConstantCollection {

	/** Steps between two collections. */
	private static final int PACE = 500;

	/** Fewer would say nothing. */
	private static final int FEWEST_COLLECTIONS = 5;

	private static final int FEWEST_STEPS = 20 * PACE;

	private static final Duration DEADLINE = Duration.ofSeconds(60);

	private static final long PAUSE = Duration.ofNanos(100_000).toNanos();

	private final AtomicBoolean over = new AtomicBoolean();

	private final LongAdder steps = new LongAdder();

	private final List<Background<Boolean>> threads = new ArrayList<>();

	private final long start = System.nanoTime();

	private final Duration duration;

	private long collections;

	private ConstantCollection(Duration duration) {
		this.duration = duration;
	}

	/**
	 * Run some threads.
	 * @param duration for how long, or longer if they have not got on by then
	 * @param steps what each thread does again and again
	 * @return what has happened
	 * @throws AssertionError if a step throws, or if the threads do not get on
	 */
	public static Report during(Duration duration, List<? extends Runnable> steps) {
		return new ConstantCollection(duration).run(steps);
	}

	private Report run(List<? extends Runnable> steps) {
		steps.forEach((step) -> this.threads.add(Background.run(() -> {
			while (!this.over.get()) {
				step.run();
				this.steps.increment();
			}
		})));
		while (goesOn()) {
			long before = this.steps.sum();
			System.gc();
			this.collections++;
			while (goesOn() && this.steps.sum() < before + PACE) {
				LockSupport.parkNanos(PAUSE);
			}
		}
		boolean enough = isEnough();
		this.over.set(true);
		this.threads.forEach(Background::result);
		Report report = new Report(this.steps.sum(), this.collections);
		if (!enough) {
			throw new AssertionError("The threads do not get on: " + report);
		}
		return report;
	}

	private boolean goesOn() {
		return !isEnough() && passed() < DEADLINE.plus(this.duration).toNanos()
				&& this.threads.stream().noneMatch(Background::isDone);
	}

	private boolean isEnough() {
		return passed() > this.duration.toNanos() && this.collections >= FEWEST_COLLECTIONS
				&& this.steps.sum() >= FEWEST_STEPS;
	}

	private long passed() {
		return System.nanoTime() - this.start;
	}

	/**
	 * The events so far.
	 *
	 * @param steps how many steps the threads have done
	 * @param collections how many collections there were
	 */
	public record Report(long steps, long collections) {
	}

}
