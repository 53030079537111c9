package dev.weakref.jmh.scaling;

import java.util.SplittableRandom;

import org.jspecify.annotations.Nullable;

/**
 * Simulates nodes whose near caches stand in front of one Redis, and prints what that
 * Redis and the nodes do. A few nodes are simulated one by one; the others only load
 * Redis, as these do on average. The clock goes by turns of the event loop of Redis: a
 * turn runs all commands that have come since the last one, and sends the changes among
 * them to all nodes, in one message each.
 */
public final class Simulation {

	private static final int WATCHED = 8;

	private static final int WARM_UP_READS = 40_000;

	private static final double SECONDS = 120;

	/** A turn that takes this long, in seconds, will never catch up. */
	private static final double TOO_LONG = 2;

	private final SplittableRandom random = new SplittableRandom(42);

	private final Workload workload;

	private final SimulatedRedis redis;

	private final SimulatedNode[] nodes;

	private final Zipf zipf;

	private Figures figures = new Figures();

	private Simulation(Workload workload) {
		this.workload = workload;
		this.redis = new SimulatedRedis(workload.keys());
		this.zipf = new Zipf(workload.keys());
		this.nodes = new SimulatedNode[Math.min(workload.nodes(), WATCHED)];
		for (int i = 0; i < this.nodes.length; i++) {
			this.nodes[i] = new SimulatedNode(workload, this.random.split());
		}
	}

	public static void main(String[] args) {
		System.out.println(Figures.head("nodes, writes in 1,000 accesses"));
		for (double writes : new double[] { 0.01, 0.001, 0.0001 }) {
			for (int nodes : new int[] { 10, 30, 100, 300, 1_000, 3_000, 10_000 }) {
				print(String.format("%,d, %s", nodes, (float) (1_000 * writes)), Workload.of(nodes, 100, writes));
			}
		}
		System.out.println();
		System.out.println(Figures.head("connections lost by a node in an hour"));
		for (double losses : new double[] { 0, 1, 60, 600 }) {
			print(String.format("%,.0f", losses), Workload.of(100, 100, 0.001).withLosses(losses));
		}
	}

	private static void print(String name, Workload workload) {
		Figures figures = run(workload);
		System.out.println((figures != null) ? figures.row(name)
				: "| " + name + " | Redis cannot keep up | | | | | | | | |");
	}

	/**
	 * Runs a workload.
	 * @return what it shows, or {@code null} if Redis cannot keep up with it
	 */
	static @Nullable Figures run(Workload workload) {
		Simulation simulation = new Simulation(workload);
		double warm = WARM_UP_READS / workload.accesses();
		boolean ran = simulation.runUntil(0, warm);
		simulation.figures = new Figures();
		return (ran && simulation.runUntil(warm, warm + SECONDS)) ? simulation.figures : null;
	}

	private boolean runUntil(double start, double end) {
		double busy = 0;
		double turns = 0;
		double now = start;
		double last = 0;
		while (now < end) {
			double rate = commandRate();
			double elapsed = last;
			if (last * rate < 1) {
				double idle = Math.max(0, exponential(rate) - last);
				elapsed += idle;
				now += idle;
			}
			double turn = turn(now, elapsed, rate, last);
			if (turn > TOO_LONG) {
				return false;
			}
			busy += turn;
			turns += turn * turn / 2;
			now += turn;
			last = turn;
		}
		this.figures.seconds = now - start;
		this.figures.busy = busy / (now - start);
		// A command waits for the end of the turn in which it comes, and for its own
		this.figures.waitMillis = 1_000 * (turns / (now - start) + Costs.COMMAND);
		return true;
	}

	/**
	 * Lets the nodes read up to now, and Redis run what has come.
	 * @return how long Redis takes
	 */
	private double turn(double now, double elapsed, double rate, double wait) {
		for (SimulatedNode node : this.nodes) {
			int reads = poisson(this.workload.accesses() * (1 - this.workload.writes()) * elapsed);
			for (int i = 1; i <= reads; i++) {
				node.read(this.zipf.next(this.random), now - elapsed + elapsed * i / reads, wait / 2 + Costs.COMMAND,
						this.redis, this.figures);
			}
		}
		int writes = poisson(this.workload.writesPerSecond() * elapsed);
		int others = poisson((rate - this.workload.writesPerSecond()) * elapsed);
		double commands = (writes + others) * Costs.COMMAND;
		if (writes == 0) {
			return commands;
		}
		double sending = this.workload.nodes() * (Costs.MESSAGE + writes * Costs.KEY);
		for (int i = 1; i <= writes; i++) {
			write(this.zipf.next(this.random), now + commands * i / (writes + others), sending);
		}
		this.figures.messages += this.workload.nodes();
		this.figures.invalidations += (long) writes * this.workload.nodes();
		return commands + sending;
	}

	private void write(int key, double now, double sending) {
		this.redis.write(key, now, sending);
		int writer = this.random.nextInt(this.workload.nodes());
		if (writer < this.nodes.length) {
			this.nodes[writer].write(key, now);
		}
	}

	/**
	 * Returns how many commands Redis gets in a second: writes, reads of what the nodes
	 * did not find, and proofs of life.
	 */
	private double commandRate() {
		Figures figures = this.figures;
		double missing = (figures.reads > 100) ? 1 - (double) figures.hits / figures.reads : 0.1;
		return this.workload.writesPerSecond()
				+ this.workload.nodes() * (this.workload.accesses() * (1 - this.workload.writes()) * missing
						+ 2_000.0 / this.workload.maxStaleness().toMillis());
	}

	private double exponential(double rate) {
		return -Math.log(1 - this.random.nextDouble()) / rate;
	}

	private int poisson(double mean) {
		if (mean > 50) {
			return (int) Math.max(0, Math.round(mean + Math.sqrt(mean) * this.random.nextGaussian()));
		}
		double limit = Math.exp(-mean);
		double product = this.random.nextDouble();
		int count = 0;
		while (product > limit) {
			product *= this.random.nextDouble();
			count++;
		}
		return count;
	}

}
