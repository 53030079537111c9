package dev.weakref.jmh.scaling;

import java.io.IOException;
import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;

import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.WeakCache;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.redis.RedisNode;


/**
 * Runs two real nodes in front of a real Redis, and the {@link Simulation} with the same
 * workload, and prints both. The nodes share this JVM and nothing else: each has
 * connections and a cache of its own.
 */
public final class TwoNodes {

	private static final Workload WORKLOAD = new Workload(2, 10_000, Integer.getInteger("accesses", 2_000), 0.01, 1_000,
			Duration.ofSeconds(1), 0, Duration.ofSeconds(2));

	private static final int SECONDS = Integer.getInteger("seconds", 20);

	private TwoNodes() {
	}

	public static void main(String[] args) throws IOException, InterruptedException {
		System.out.println(Figures.head("two nodes"));
		System.out.println(real().row("real"));
		Figures simulated = Simulation.run(WORKLOAD);
		if (simulated != null) {
			System.out.println(simulated.row("simulated"));
		}
	}

	private static Figures real() throws IOException, InterruptedException {
		try (LocalRedis redis = new LocalRedis(); Reaper reaper = Reaper.start()) {
			History history = new History(WORKLOAD.keys());
			Node[] nodes = { new Node(redis.port(), reaper, history, 1), new Node(redis.port(), reaper, history, 2) };
			for (int key = 0; key < WORKLOAD.keys(); key++) {
				nodes[0].redis.cache("documents").put(key, new Item(0, "v".repeat(800)));
			}
			run(nodes, SECONDS / 2); // so that the nodes retain what they use most
			for (Node node : nodes) {
				node.figures = new Figures();
			}
			long cpu = redis.cpuMicros();
			long gets = redis.calls("get");
			long received = received(nodes);
			long readNanos = readNanos(nodes);
			double seconds = run(nodes, SECONDS);
			Figures figures = nodes[0].figures;
			figures.add(nodes[1].figures);
			figures.seconds = seconds;
			figures.hits = figures.reads - (redis.calls("get") - gets);
			figures.invalidations = received(nodes) - received;
			figures.messages = figures.invalidations;
			figures.busy = (redis.cpuMicros() - cpu) / 1e6 / seconds;
			figures.waitMillis = (readNanos(nodes) - readNanos) / 1e6 / (figures.reads - figures.hits);
			for (Node node : nodes) {
				node.close();
			}
			return figures;
		}
	}

	private static double run(Node[] nodes, int seconds) throws InterruptedException {
		Thread[] threads = new Thread[nodes.length];
		long start = System.nanoTime();
		for (int i = 0; i < nodes.length; i++) {
			Node node = nodes[i];
			threads[i] = new Thread(() -> node.access(start, seconds));
			threads[i].start();
		}
		for (int second = 0; second < seconds; second++) {
			Thread.sleep(WORKLOAD.collection().toMillis());
			System.gc();
		}
		for (Thread thread : threads) {
			thread.join();
		}
		return (System.nanoTime() - start) / 1e9;
	}

	private static long received(Node[] nodes) {
		return nodes[0].statistics().invalidations() + nodes[1].statistics().invalidations();
	}

	private static long readNanos(Node[] nodes) {
		return nodes[0].statistics().readNanos() + nodes[1].statistics().readNanos();
	}

	/**
	 * A value, with the number of the write that wrote it.
	 */
	record Item(int write, String text) implements Serializable {
	}

	/**
	 * The writes of each key, and when the last few of them had ended.
	 */
	private static final class History {

		private static final int REMEMBERED = 16;

		private final AtomicIntegerArray last;

		private final long[][] ends;

		private final Object[] locks;

		History(int keys) {
			this.last = new AtomicIntegerArray(keys);
			this.ends = new long[keys][REMEMBERED];
			this.locks = new Object[keys];
			for (int i = 0; i < keys; i++) {
				this.locks[i] = new Object();
			}
		}

		void write(WeakCache<Integer, Item> cache, int key, String text) {
			synchronized (this.locks[key]) {
				int write = this.last.get(key) + 1;
				cache.put(key, new Item(write, text));
				this.ends[key][write % REMEMBERED] = System.nanoTime();
				this.last.set(key, write);
			}
		}

		void read(WeakCache<Integer, Item> cache, int key, Figures figures) {
			long start = System.nanoTime();
			int last = this.last.get(key);
			Item item = cache.getIfPresent(key);
			figures.reads++;
			if (item != null && item.write() < last) {
				figures.stale((start - this.ends[key][(item.write() + 1) % REMEMBERED]) / 1e9);
			}
		}

	}

	/**
	 * A node with connections of its own.
	 */
	private static final class Node {

		private final Zipf zipf = new Zipf(WORKLOAD.keys());

		private final RedisNode redis;

		private final WeakCache<Integer, Item> cache;

		private final History history;

		private final SplittableRandom random;

		private Figures figures = new Figures();

		Node(int port, Reaper reaper, History history, long seed) {
			this.history = history;
			this.random = new SplittableRandom(seed);
			this.redis = RedisNode.on(port);
			this.cache = this.redis.engine("documents", Item.class, WORKLOAD.maxStaleness())
				.cache(WeakCache.<Object, Object>builder("documents", reaper)
					.retain((tier) -> tier.maximumSize(WORKLOAD.retained())));
		}

		BackingStatistics statistics() {
			BackingStatistics statistics = this.cache.backingStatistics();
			return Objects.requireNonNull(statistics);
		}

		void access(long start, int seconds) {
			String text = "v".repeat(800);
			long interval = (long) (TimeUnit.SECONDS.toNanos(1) / WORKLOAD.accesses());
			for (long next = 0; next < TimeUnit.SECONDS.toNanos(seconds); next += interval) {
				long early = next - (System.nanoTime() - start);
				if (early > 0) {
					LockSupport.parkNanos(early);
				}
				int key = this.zipf.next(this.random);
				if (this.random.nextDouble() < WORKLOAD.writes()) {
					this.history.write(this.cache, key, text);
				}
				else {
					this.history.read(this.cache, key, this.figures);
				}
			}
		}

		void close() {
			this.redis.close();
		}

	}

}
