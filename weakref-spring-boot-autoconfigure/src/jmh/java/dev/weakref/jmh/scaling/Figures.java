package dev.weakref.jmh.scaling;

import java.util.Arrays;

/**
 * The figures of a run of nodes, real or simulated.
 */
final class Figures {

	private static final int AGES = 1 << 20;

	/** The length of the run, in seconds. */
	double seconds;

	/** The reads of the nodes that are watched. */
	long reads;

	/** Those of the reads that found their value in the node. */
	long hits;

	/** Those of the reads that returned a value that was overwritten before they began. */
	long stale;

	/** The messages with invalidations to all nodes. */
	long messages;

	/** The keys in these messages. */
	long invalidations;

	/** The part of the time in which Redis was busy. */
	double busy;

	/** The mean time for which a command waits for Redis, in milliseconds. */
	double waitMillis;

	private double[] ages = new double[1024];

	private int count;

	/**
	 * Adds the time since a value was overwritten, in seconds, when it was read.
	 */
	void stale(double age) {
		this.stale++;
		if (this.count < AGES) {
			if (this.count == this.ages.length) {
				this.ages = Arrays.copyOf(this.ages, 2 * this.count);
			}
			this.ages[this.count++] = age;
		}
	}

	/**
	 * Adds the reads of another node.
	 */
	void add(Figures other) {
		this.reads += other.reads;
		for (int i = 0; i < other.count; i++) {
			stale(other.ages[i]);
		}
	}

	private double ageMillis(double part) {
		if (this.count == 0) {
			return 0;
		}
		Arrays.sort(this.ages, 0, this.count);
		return 1_000 * this.ages[(int) Math.min(this.count - 1, part * this.count)];
	}

	static String head(String first) {
		return "| " + first
				+ " | found in the node, % | GETs in 1,000 reads | messages/s | keys in them/s | MB/s of them | Redis busy, % "
				+ "| a command waits, ms | reads of an overwritten value, in a million | age p50 / p99 / max, ms |\n"
				+ "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|";
	}

	String row(String name) {
		double bytes = this.messages * Costs.MESSAGE_BYTES + this.invalidations * Costs.KEY_BYTES;
		return String.format("| %s | %.1f | %.0f | %,.0f | %,.0f | %.2f | %.0f | %.2f | %,.0f | %.1f / %.1f / %.1f |", name,
				100.0 * this.hits / this.reads, 1_000.0 * (this.reads - this.hits) / this.reads,
				this.messages / this.seconds, this.invalidations / this.seconds, bytes / this.seconds / 1e6,
				100 * this.busy, this.waitMillis, 1e6 * this.stale / this.reads, ageMillis(0.5), ageMillis(0.99),
				ageMillis(1));
	}

}
