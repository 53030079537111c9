package dev.weakref.jmh.scaling;

import java.time.Duration;

/**
 * The accesses and the settings of nodes. Each node accesses keys at random, the
 * popular ones most.
 *
 * @param nodes the number of nodes
 * @param keys the number of keys
 * @param accesses how many reads and writes a node does in a second
 * @param writes the part of them that are writes
 * @param retained how many entries a node retains
 * @param collection how often a node's garbage collector clears what is not retained
 * @param losses how many connections a node loses in an hour; every second one is silent
 * @param maxStaleness the time after which a silent loss is noticed at the latest
 */
record Workload(int nodes, int keys, double accesses, double writes, int retained, Duration collection, double losses,
		Duration maxStaleness) {

	static Workload of(int nodes, double accesses, double writes) {
		return new Workload(nodes, 10_000, accesses, writes, 1_000, Duration.ofSeconds(10), 0, Duration.ofSeconds(2));
	}

	Workload withLosses(double losses) {
		return new Workload(this.nodes, this.keys, this.accesses, this.writes, this.retained, this.collection, losses,
				this.maxStaleness);
	}

	double writesPerSecond() {
		return this.nodes * this.accesses * this.writes;
	}

}
