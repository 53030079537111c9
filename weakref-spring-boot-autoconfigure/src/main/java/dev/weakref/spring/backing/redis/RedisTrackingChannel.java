package dev.weakref.spring.backing.redis;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.weakref.Registration;
import dev.weakref.cache.InvalidationChannel.Sink;
import io.lettuce.core.api.push.PushMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Reports the changes of all keys with some prefixes, by {@code CLIENT TRACKING}. The
 * channel has one {@linkplain TrackedConnection connection} of its own and a thread. The
 * thread connects again after a loss, and proves at intervals of half the permitted
 * staleness that the connection reports all changes.
 */
final class RedisTrackingChannel {

	private static final Logger logger = LoggerFactory.getLogger(RedisTrackingChannel.class);

	/** How many proofs in a row may be missing before the connection is replaced. */
	private static final int FAILURES = 5;

	private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

	private final LettuceConnectionFactory connections;

	private volatile Duration interval;

	private volatile @Nullable TrackedConnection connection;

	/** Present while the channel is open. */
	private volatile @Nullable Thread heartbeat;

	/** The time of the loss, or 0 while the channel reports all changes. */
	private long lostAt;

	RedisTrackingChannel(LettuceConnectionFactory connections, Duration maxStaleness) {
		this.connections = connections;
		this.interval = maxStaleness.dividedBy(2);
	}

	/**
	 * Shortens the interval of the proofs, if necessary, to half of a permitted
	 * staleness.
	 */
	void requireStaleness(Duration maxStaleness) {
		Duration half = maxStaleness.dividedBy(2);
		this.interval = (half.compareTo(this.interval) < 0) ? half : this.interval;
	}

	/**
	 * Begins to report the changes of keys with a prefix. If Redis can be reached, it
	 * reports them when this method returns.
	 * @throws TrackingRefusedException if Redis cannot report changes to this user
	 */
	Registration subscribe(String prefix, Sink sink) {
		Subscription subscription = new Subscription(prefix, prefix.getBytes(StandardCharsets.UTF_8),
				new WeakReference<>(sink));
		this.subscriptions.add(subscription);
		open();
		TrackedConnection connection = this.connection;
		if (connection != null) {
			try {
				connection.track(prefix, sink, this.interval);
			}
			catch (TrackingRefusedException ex) {
				this.subscriptions.remove(subscription);
				throw ex;
			}
		}
		return () -> this.subscriptions.remove(subscription);
	}

	/**
	 * Returns a prefix that begins with the given one, or with which the given one
	 * begins.
	 * @return the prefix, or {@code null} if there is none
	 */
	@Nullable String overlapping(String prefix) {
		return prefixes().stream()
			.filter((other) -> prefix.startsWith(other) || other.startsWith(prefix))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Connects, and starts the thread that keeps the connection.
	 */
	void open() {
		Thread thread = new Thread(this::keepConnected, "weakref-redis-tracking");
		thread.setDaemon(true);
		synchronized (this) {
			if (this.heartbeat != null || this.subscriptions.isEmpty()) {
				return;
			}
			this.heartbeat = thread;
		}
		connect(thread);
		thread.start();
	}

	boolean isOpen() {
		return this.heartbeat != null;
	}

	/**
	 * Closes the connection and ends the thread. The sinks hear that the channel is lost.
	 */
	void close() {
		TrackedConnection connection;
		synchronized (this) {
			if (this.heartbeat != null) {
				this.heartbeat.interrupt();
			}
			this.heartbeat = null;
			connection = this.connection;
			this.connection = null;
		}
		if (connection != null) {
			connection.close();
		}
		synchronized (this) {
			if (this.heartbeat == null) {
				tell(prefixes(), Sink::lost);
			}
		}
	}

	private void keepConnected() {
		Thread thread = Thread.currentThread();
		int failures = 0;
		while (this.heartbeat == thread) {
			long start = System.nanoTime();
			TrackedConnection connection = this.connection;
			try {
				if (connection == null) {
					connect(thread);
				}
				else {
					failures = (connection.verify(this.interval)) ? 0 : failures + 1;
					if (failures == FAILURES) {
						failures = 0;
						replace(connection);
					}
				}
				TimeUnit.NANOSECONDS.sleep(this.interval.toNanos() - (System.nanoTime() - start));
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

	/**
	 * Closes a connection that does not answer, which may be dead for long before the
	 * operating system knows. The next round connects again.
	 */
	private void replace(TrackedConnection connection) {
		synchronized (this) {
			if (this.connection != connection) {
				return;
			}
			this.connection = null;
		}
		connection.close();
	}

	/**
	 * Connects if Redis can be reached. Otherwise the thread tries again.
	 * @param thread the thread that keeps the connection
	 */
	private void connect(Thread thread) {
		try {
			TrackedConnection connection = new TrackedConnection(RedisEngine.client(this.connections), this);
			if (this.heartbeat == thread && isElsewhere(connection)) {
				this.connections.resetConnection();
			}
			boolean used;
			synchronized (this) {
				used = (this.heartbeat == thread);
				if (used) {
					connection.listen();
					this.connection = connection;
				}
			}
			if (!used) {
				connection.close();
			}
		}
		catch (RuntimeException ex) {
			lost(this.connection, ex);
		}
	}

	/**
	 * Returns whether the connection that the application shares, and reads by, is one to
	 * another server. Sentinel may have given this channel a new primary while that
	 * connection still waits for the old one, which answers with old values when it
	 * awakes. A server that does not tell its identity counts as the same.
	 */
	private boolean isElsewhere(TrackedConnection connection) {
		try (RedisConnection shared = this.connections.getConnection()) {
			String runId = RedisEngine.runId(shared);
			return runId != null && !connection.isTo(runId);
		}
		catch (QueryTimeoutException | RedisConnectionFailureException ex) {
			logger.debug("The connection that the application shares does not answer", ex);
			return true;
		}
		catch (RuntimeException ex) {
			logger.debug("It is not known by which server the application reads", ex);
			return false;
		}
	}

	/**
	 * Tells all sinks that changes may go unreported.
	 * @param connection the connection that is lost; another one than the present one is
	 * ignored
	 */
	void lost(@Nullable TrackedConnection connection, Throwable cause) {
		synchronized (this) {
			if (this.heartbeat == null || this.connection != connection) {
				return;
			}
			tell(prefixes(), Sink::lost);
			if (this.lostAt != 0) {
				return;
			}
			this.lostAt = System.nanoTime();
		}
		logger
			.warn("Changes in Redis may go unreported. Until they are reported again, weak caches in front of it read "
					+ "it each time, or use their values for a limited time", cause);
	}

	/**
	 * Tells the sinks of some prefixes that all changes are reported.
	 * @param connection the connection; another one than the present one is ignored
	 */
	void restored(TrackedConnection connection, List<String> prefixes) {
		long lostAt;
		synchronized (this) {
			if (this.heartbeat == null || this.connection != connection) {
				return;
			}
			lostAt = this.lostAt;
			this.lostAt = 0;
			tell(prefixes, Sink::restored);
		}
		if (lostAt != 0) {
			logger.info("Changes in Redis are reported again, after {} ms",
					TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - lostAt));
		}
	}

	/**
	 * Returns the prefixes of all subscriptions.
	 */
	List<String> prefixes() {
		this.subscriptions.removeIf((subscription) -> subscription.sink().refersTo(null));
		return this.subscriptions.stream().map(Subscription::prefix).distinct().toList();
	}

	/**
	 * Tells the sinks of some prefixes of an event.
	 */
	void tell(List<String> prefixes, Consumer<Sink> event) {
		this.subscriptions.forEach((subscription) -> {
			if (prefixes.contains(subscription.prefix())) {
				subscription.tell(event);
			}
		});
	}

	/**
	 * Reports a message of Redis: a list of keys, or none if all may have changed.
	 */
	void pushed(PushMessage message) {
		if (!message.getType().equals("invalidate")) {
			return;
		}
		if (message.getContent().get(1) instanceof List<?> keys) {
			keys.forEach((key) -> changed(((ByteBuffer) key).slice()));
		}
		else {
			this.subscriptions.forEach((subscription) -> subscription.tell(Sink::invalidatedAll));
		}
	}

	private void changed(ByteBuffer key) {
		for (Subscription subscription : this.subscriptions) {
			if (subscription.includes(key)) {
				subscription.tell((sink) -> sink.invalidated(key));
			}
		}
	}

	/**
	 * A cache that is told of the changes of its keys.
	 */
	private record Subscription(String prefix, byte[] prefixBytes, WeakReference<Sink> sink) {

		boolean includes(ByteBuffer key) {
			int length = this.prefixBytes.length;
			return key.remaining() >= length && key.slice(0, length).equals(ByteBuffer.wrap(this.prefixBytes));
		}

		void tell(Consumer<Sink> event) {
			Sink sink = this.sink.get();
			if (sink != null) {
				event.accept(sink);
			}
		}

	}

}
