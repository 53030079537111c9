package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.Registration;
import dev.weakref.cache.InvalidationChannel;

import static org.awaitility.Awaitility.await;

/**
 * Passes the reports of a real channel on, and counts them. A test can report a loss of
 * its own.
 */
public final class ProbedChannel implements InvalidationChannel {

	private final Map<Object, Integer> reports = new ConcurrentHashMap<>();

	private final AtomicInteger flushes = new AtomicInteger();

	private final InvalidationChannel channel;

	/** That of the cache. */
	public volatile Sink sink;

	public ProbedChannel(InvalidationChannel channel) {
		this.channel = channel;
	}

	@Override
	public Registration subscribe(String cache, Sink sink) {
		this.sink = sink;
		Counting counting = new Counting();
		// A channel may refer to its sinks weakly
		return new Holding(this.channel.subscribe(cache, counting), counting);
	}

	/**
	 * Waits until the changes of a key have been reported.
	 */
	public void awaitReports(Object engineKey, int count) {
		await().pollInterval(Duration.ofMillis(1))
			.atMost(Duration.ofSeconds(20))
			.until(() -> this.reports.getOrDefault(engineKey, 0) >= count);
	}

	/**
	 * Waits until a change of a key, or of all, has been reported.
	 * @param seen the number of reports before the change
	 */
	public void awaitMore(int seen) {
		await().pollInterval(Duration.ofMillis(1)).atMost(Duration.ofSeconds(20)).until(() -> count() > seen);
	}

	public int count() {
		return this.flushes.get() + this.reports.values().stream().mapToInt(Integer::intValue).sum();
	}

	private record Holding(Registration registration, Sink sink) implements Registration {

		@Override
		public void close() {
			this.registration.close();
		}

	}

	private final class Counting implements Sink {

		@Override
		public void invalidated(Object engineKey) {
			ProbedChannel.this.sink.invalidated(engineKey);
			ProbedChannel.this.reports.merge(engineKey, 1, Integer::sum);
		}

		@Override
		public void invalidatedAll() {
			ProbedChannel.this.sink.invalidatedAll();
			ProbedChannel.this.flushes.incrementAndGet();
		}

		@Override
		public void lost() {
			ProbedChannel.this.sink.lost();
		}

		@Override
		public void restored() {
			ProbedChannel.this.sink.restored();
		}

		@Override
		public void verified() {
			ProbedChannel.this.sink.verified();
		}

	}

}
