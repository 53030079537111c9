package dev.weakref.jmh.scaling;

import java.util.random.RandomGenerator;

/**
 * The writes that a simulated Redis has run, and when it reports them. It remembers the
 * last few of each key.
 */
final class SimulatedRedis {

	private static final int REMEMBERED = 16;

	private final double[][] writes;

	/** For how long Redis sent the reports of the turn of each of these writes. */
	private final double[][] sending;

	SimulatedRedis(int keys) {
		this.writes = new double[keys][];
		this.sending = new double[keys][];
	}

	void write(int key, double now, double sending) {
		if (this.writes[key] == null) {
			this.writes[key] = new double[REMEMBERED];
			this.sending[key] = new double[REMEMBERED];
		}
		shift(this.writes[key], now);
		shift(this.sending[key], sending);
	}

	private static void shift(double[] newestFirst, double newest) {
		System.arraycopy(newestFirst, 0, newestFirst, 1, newestFirst.length - 1);
		newestFirst[0] = newest;
	}

	/**
	 * Returns whether a write of a key after a time has been reported to a node, which
	 * has a place of its own among all nodes each time.
	 */
	boolean isReported(int key, double after, double now, RandomGenerator random) {
		double[] writes = this.writes[key];
		if (writes == null) {
			return false;
		}
		for (int i = 0; i < writes.length && writes[i] > after; i++) {
			double reported = writes[i] + this.sending[key][i] * random.nextDouble() + Costs.LATENCY;
			if (reported <= now) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns the time of the first write of a key after a time, or infinity.
	 */
	double firstWriteAfter(int key, double time) {
		double[] writes = this.writes[key];
		double first = Double.POSITIVE_INFINITY;
		for (int i = 0; writes != null && i < writes.length && writes[i] > time; i++) {
			first = writes[i];
		}
		return first;
	}

}
