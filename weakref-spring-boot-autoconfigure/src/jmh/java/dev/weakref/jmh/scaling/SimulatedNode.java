package dev.weakref.jmh.scaling;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * One node of the simulation, with its entries and its connection. Times are seconds.
 */
final class SimulatedNode {

	private final Map<Integer, Entry> entries = new HashMap<>();

	private final Cache<Integer, Entry> retained;

	private final Workload workload;

	private final RandomGenerator random;

	private double nextCollection;

	/** When the connection was lost last, when that was noticed, and when it was over. */
	private double lostAt = -1;

	private double noticedAt = -1;

	private double restoredAt = -1;

	SimulatedNode(Workload workload, RandomGenerator random) {
		this.workload = workload;
		this.random = random;
		this.retained = Caffeine.newBuilder().maximumSize(workload.retained()).executor(Runnable::run).build();
	}

	/**
	 * Reads a key.
	 * @param wait for how long Redis lets a command wait now
	 */
	void read(int key, double now, double wait, SimulatedRedis redis, Figures figures) {
		collect(now);
		lose(now);
		figures.reads++;
		Entry entry = this.entries.get(key);
		if (entry != null && isTrusted(entry, now) && !isInvalidated(key, entry, now, redis)) {
			figures.hits++;
			double overwritten = redis.firstWriteAfter(key, entry.value());
			if (overwritten < now) {
				figures.stale(now - overwritten);
			}
			use(key, entry);
		}
		else {
			double read = now + wait + Costs.LATENCY;
			use(key, new Entry(read, read));
		}
	}

	/**
	 * Writes a key. The report of it ends the entry, as that of any other write does.
	 */
	void write(int key, double written) {
		use(key, new Entry(written, Math.nextDown(written)));
	}

	private void use(int key, Entry entry) {
		this.entries.put(key, entry);
		if (this.retained.getIfPresent(key) != entry) {
			this.retained.put(key, entry);
		}
	}

	/**
	 * Collects the values that are not retained. No other code holds them.
	 */
	private void collect(double now) {
		if (now >= this.nextCollection) {
			this.entries.keySet().retainAll(this.retained.asMap().keySet());
			this.nextCollection = now + this.workload.collection().toMillis() / 1e3;
		}
	}

	private void lose(double now) {
		double each = this.workload.losses() / 3_600 / this.workload.accesses();
		if (now > this.restoredAt && this.random.nextDouble() < each) {
			boolean silent = this.random.nextBoolean();
			double staleness = this.workload.maxStaleness().toMillis() / 1e3;
			this.lostAt = now;
			this.noticedAt = now + ((silent) ? staleness * (0.5 + this.random.nextDouble() / 2) : 0);
			this.restoredAt = this.noticedAt + 0.05 + this.random.nextDouble();
		}
	}

	private boolean isTrusted(Entry entry, double now) {
		return (now < this.noticedAt || now >= this.restoredAt) && (now < this.restoredAt || entry.read() >= this.restoredAt);
	}

	private boolean isInvalidated(int key, Entry entry, double now, SimulatedRedis redis) {
		return redis.isReported(key, entry.read(), (now < this.restoredAt) ? Math.min(now, this.lostAt) : now, this.random);
	}

	/**
	 * An entry.
	 *
	 * @param value the time whose value it is
	 * @param read the time from which reported writes end it
	 */
	private record Entry(double value, double read) {
	}

}
