package dev.weakref.finalizer;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts registered, run, detached and abandoned finalizers.
 */
final class FinalizerCounters {

	private final AtomicLong registered = new AtomicLong();

	private final LongAdder collected = new LongAdder();

	private final LongAdder explicit = new LongAdder();

	private final LongAdder close = new LongAdder();

	private final LongAdder detached = new LongAdder();

	private final LongAdder abandoned = new LongAdder();

	private final LongAdder failed = new LongAdder();

	/**
	 * Counts a finalizer that is registered.
	 * @return its number in the order of registration, from one
	 */
	long countRegistered() {
		return this.registered.incrementAndGet();
	}

	void countRun(RunCause cause, boolean succeeded) {
		switch (cause) {
			case COLLECTED -> this.collected.increment();
			case EXPLICIT -> this.explicit.increment();
			case CLOSE -> this.close.increment();
		}
		if (!succeeded) {
			this.failed.increment();
		}
	}

	void countDetached() {
		this.detached.increment();
	}

	void countAbandoned() {
		this.abandoned.increment();
	}

	FinalizerStatistics statistics() {
		long ended = this.collected.sum() + this.explicit.sum() + this.close.sum() + this.detached.sum()
				+ this.abandoned.sum();
		return new FinalizerStatistics(Math.max(0, this.registered.get() - ended), this.collected.sum(),
				this.explicit.sum(), this.close.sum(), this.detached.sum(), this.failed.sum());
	}

}
