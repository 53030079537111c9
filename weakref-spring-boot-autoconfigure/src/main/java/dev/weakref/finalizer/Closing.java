package dev.weakref.finalizer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

import dev.weakref.reaper.Callback;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reference.Referents;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The close of {@link Finalizers}: runs pending ones, newest first, for a limited time.
 */
final class Closing {

	private static final Logger logger = LoggerFactory.getLogger(Closing.class);

	private final Finalizers finalizers;

	private final Referents referents;

	/** Registered since the close began, newest first. */
	private final Deque<Finalizer<?>> late = new ConcurrentLinkedDeque<>();

	/** Nothing can be registered any more. */
	private volatile boolean over;

	/** Nothing is run any more, for lack of time. */
	private volatile boolean stopped;

	private volatile @Nullable String running;

	Closing(Finalizers finalizers, Referents referents) {
		this.finalizers = finalizers;
		this.referents = referents;
	}

	/**
	 * Returns whether nothing can be registered any more.
	 */
	boolean isOver() {
		return this.over;
	}

	/**
	 * Adds a finalizer that was registered since the close began; it runs next.
	 */
	void add(Finalizer<?> finalizer) {
		this.late.push(finalizer);
	}

	void run(Duration timeout) {
		TimeLimit limit = new TimeLimit(timeout);
		try {
			List<Finalizer<?>> pending = pending();
			if (pending.stream().anyMatch(Finalizer::isRunOnClose)) {
				runWithin(limit, pending);
			}
		}
		finally {
			this.over = true;
		}
		if (!this.stopped && !this.late.isEmpty()) {
			runWithin(limit, List.of());
		}
		abandonRest();
	}

	/**
	 * Runs some of the pending finalizers and leaves the others as they are.
	 */
	void run(Collection<? extends Finalizer<?>> finalizers, Duration timeout) {
		List<Finalizer<?>> pending = new ArrayList<>(finalizers);
		pending.removeIf((finalizer) -> !finalizer.isOf(this.finalizers) || !finalizer.isRunOnClose());
		if (!pending.isEmpty()) {
			pending.sort(Closing::newestFirst);
			runWithin(new TimeLimit(timeout), pending);
		}
	}

	private void runWithin(TimeLimit limit, List<Finalizer<?>> pending) {
		Thread thread = new Thread(null, () -> runAll(pending), "weakref-finalizers-close", 0, false);
		thread.setDaemon(true);
		thread.setContextClassLoader(Thread.currentThread().getContextClassLoader());
		thread.start();
		// Finalizers are not given up because their closer was interrupted before
		boolean interrupted = Thread.interrupted();
		try {
			TimeUnit.NANOSECONDS.timedJoin(thread, limit.left());
		}
		catch (InterruptedException ex) {
			interrupted = true;
		}
		if (thread.isAlive()) {
			this.stopped = true;
			logger.warn("{} had not ended {} ms after the close of its finalizers", this.running,
					TimeUnit.NANOSECONDS.toMillis(limit.passed()));
			thread.interrupt();
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	private void runAll(List<Finalizer<?>> pending) {
		runLate();
		for (Finalizer<?> finalizer : pending) {
			run(finalizer);
			runLate();
		}
	}

	private void runLate() {
		for (Finalizer<?> finalizer = this.late.poll(); finalizer != null; finalizer = this.late.poll()) {
			run(finalizer);
		}
	}

	private void abandonRest() {
		int owed = 0;
		for (Finalizer<?> finalizer : pending()) {
			boolean runOnClose = finalizer.isRunOnClose();
			if (this.finalizers.abandon(finalizer) && runOnClose) {
				owed++;
			}
		}
		if (owed > 0) {
			logger.warn("{} finalizers were not run at close for lack of time", owed);
		}
	}

	private void run(Finalizer<?> finalizer) {
		if (!this.stopped && finalizer.isRunOnClose()) {
			this.running = finalizer.toString();
			this.finalizers.callbacks().runNow(new AtClose(this.finalizers, finalizer));
		}
	}

	/**
	 * Returns the pending finalizers, newest first.
	 */
	private List<Finalizer<?>> pending() {
		List<Finalizer<?>> pending = new ArrayList<>();
		this.referents.forEach((watcher) -> {
			if (watcher instanceof Finalizer<?> finalizer && finalizer.isOf(this.finalizers)) {
				pending.add(finalizer);
			}
		});
		pending.sort(Closing::newestFirst);
		return pending;
	}

	private static int newestFirst(Finalizer<?> one, Finalizer<?> other) {
		return Long.compare(other.order(), one.order());
	}

	/**
	 * The time that a close may take, for all its threads together.
	 */
	private static final class TimeLimit {

		private final long start = System.nanoTime();

		private final long nanos;

		TimeLimit(Duration timeout) {
			this.nanos = TimeUnit.NANOSECONDS.convert(timeout);
		}

		long passed() {
			return System.nanoTime() - this.start;
		}

		/**
		 * Returns the time that is left, at least one nanosecond.
		 */
		long left() {
			return Math.max(1, this.nanos - passed());
		}

	}

	/**
	 * One run at close, which is counted and reported like a callback.
	 */
	private static final class AtClose extends Callback {

		private final Finalizers finalizers;

		private final Finalizer<?> finalizer;

		AtClose(Finalizers finalizers, Finalizer<?> finalizer) {
			this.finalizers = finalizers;
			this.finalizer = finalizer;
		}

		@Override
		protected CallbackSource source() {
			return this.finalizers.source();
		}

		@Override
		protected @Nullable Object code() {
			return this.finalizer.code();
		}

		@Override
		protected Class<?> referentType() {
			return this.finalizer.referentType();
		}

		@Override
		protected boolean run() {
			Object action = this.finalizer.claim();
			if (action == null) {
				return false;
			}
			this.finalizers.retire(this.finalizer);
			this.finalizer.runAtClose(action);
			return true;
		}

	}

}
