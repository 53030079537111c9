package dev.weakref.reaper;

import java.time.Duration;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The reference-processing cycles of the collector, as the canary of the reaper shows
 * them. Only the reaper thread adds cycles; any thread may read.
 */
final class Cycles {

	private final LongSupplier drained;

	private final RecentMax recentLatency = new RecentMax(System.nanoTime());

	private volatile LongConsumer listener = (latency) -> {
	};

	private volatile long count;

	private volatile long totalLatency;

	private volatile long lastDrained;

	private volatile long idleSince = System.nanoTime();

	private volatile long idle;

	/**
	 * Creates an instance without cycles.
	 * @param drained gives the number of dead entries that have been drained
	 */
	Cycles(LongSupplier drained) {
		this.drained = drained;
	}

	/**
	 * Sets the listener, which gets the latency of each cycle in nanoseconds.
	 */
	void listener(LongConsumer listener) {
		this.listener = listener;
	}

	/**
	 * Adds a cycle.
	 * @param now the current {@link System#nanoTime()}
	 * @param latency the age of the canary, which was unreachable from its creation on
	 */
	void add(long now, long latency) {
		long drained = this.drained.getAsLong();
		if (drained != this.lastDrained) {
			this.lastDrained = drained;
			this.idleSince = now;
			this.idle = 0;
		}
		else {
			this.idle++;
		}
		this.totalLatency += latency;
		this.count++;
		this.recentLatency.add(now, latency);
		this.listener.accept(latency);
	}

	long count() {
		return this.count;
	}

	Duration meanLatency() {
		long count = this.count;
		return (count != 0) ? Duration.ofNanos(this.totalLatency / count) : Duration.ZERO;
	}

	Duration recentMaxLatency() {
		return this.recentLatency.get(System.nanoTime());
	}

	/**
	 * Returns how many cycles have passed since an entry was last drained.
	 */
	long idle() {
		return (this.drained.getAsLong() != this.lastDrained) ? 0 : this.idle;
	}

	/**
	 * Returns how long ago a cycle last found that an entry had been drained.
	 */
	Duration idleTime() {
		return (idle() != 0) ? Duration.ofNanos(System.nanoTime() - this.idleSince) : Duration.ZERO;
	}

}
