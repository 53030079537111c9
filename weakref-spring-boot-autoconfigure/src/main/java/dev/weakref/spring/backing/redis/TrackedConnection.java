package dev.weakref.spring.backing.redis;

import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.weakref.cache.InvalidationChannel.Sink;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection on which Redis reports changes, and which Lettuce opens again whenever it
 * is lost.
 * <p>
 * Redis forgets the tracking with the connection, so it is switched on again after each
 * reconnect, and only then the channel is restored. Redis sends changes and answers on
 * one connection in order, so the answer to a {@code PING} proves that all changes of
 * before have arrived.
 */
final class TrackedConnection implements RedisConnectionStateListener {

	private static final Logger logger = LoggerFactory.getLogger(TrackedConnection.class);

	private final RedisTrackingChannel channel;

	private final StatefulRedisConnection<byte[], byte[]> redis;

	/** The prefixes whose changes Redis reports on the present connection. */
	private List<String> tracked = List.of();

	/** How many times the connection was lost. */
	private int losses;

	/** Whether the last proof did not come in time. */
	private boolean silent;

	private volatile boolean closed;

	private CompletableFuture<String> ping = CompletableFuture.completedFuture("");

	TrackedConnection(RedisClient client, RedisTrackingChannel channel) {
		this.channel = channel;
		this.redis = client.connect(ByteArrayCodec.INSTANCE);
		this.redis.addListener(channel::pushed);
		this.redis.addListener(this);
	}

	/**
	 * Switches the tracking of all prefixes on, and waits for the answer of Redis.
	 * @throws TrackingRefusedException if Redis refuses it
	 */
	void trackNow(Duration timeout) {
		try {
			track().toCompletableFuture().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TrackingRefusedException refused) {
				throw refused;
			}
			logger.debug("The tracking of changes in Redis could not be switched on", ex);
		}
		catch (TimeoutException ex) {
			logger.debug("Redis does not answer in time", ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Switches the tracking on for those prefixes that are not tracked. Returns at once.
	 */
	private synchronized CompletionStage<Void> track() {
		List<String> prefixes = new ArrayList<>(this.channel.prefixes());
		prefixes.removeAll(this.tracked);
		if (prefixes.isEmpty()) {
			this.channel.tell(this.tracked, Sink::verified);
			return CompletableFuture.completedFuture(null);
		}
		int before = this.losses;
		TrackingArgs args = TrackingArgs.Builder.enabled(true)
			.bcast()
			.prefixes(StandardCharsets.UTF_8, prefixes.toArray(String[]::new));
		return this.redis.async()
			.clientTracking(args)
			.thenCombine(this.redis.async().clientInfo().exceptionally((ex) -> ""), (ok, info) -> info)
			.handle((info, failure) -> {
				if (failure instanceof RedisCommandExecutionException || (info != null && info.contains(" resp=2"))) {
					throw new TrackingRefusedException(failure);
				}
				if (failure == null) {
					tracks(prefixes, before);
				}
				return null;
			});
	}

	private void tracks(List<String> prefixes, int before) {
		synchronized (this) {
			if (this.losses != before) {
				return;
			}
			List<String> tracked = new ArrayList<>(this.tracked);
			tracked.addAll(prefixes);
			this.tracked = tracked;
		}
		this.channel.tell(prefixes, Sink::restored);
	}

	/**
	 * Proves that all changes are reported, or reports the loss.
	 * @param timeout how long to wait for the proof
	 */
	void verify(Duration timeout) throws InterruptedException {
		int before = losses();
		track();
		if (this.ping.isDone()) {
			this.ping = this.redis.async().ping().toCompletableFuture();
		}
		try {
			this.ping.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			proved(before);
		}
		catch (ExecutionException | TimeoutException ex) {
			this.silent = true;
			tellLost();
		}
	}

	private void proved(int before) {
		List<String> tracked;
		synchronized (this) {
			if (this.losses != before) {
				return;
			}
			tracked = this.tracked;
		}
		this.channel.tell(tracked, (this.silent) ? Sink::restored : Sink::verified);
		this.silent = false;
	}

	private synchronized int losses() {
		return this.losses;
	}

	private void tellLost() {
		if (!this.closed) {
			this.channel.tell(this.channel.prefixes(), Sink::lost);
		}
	}

	@Override
	public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress socketAddress) {
		track().whenComplete((done, failure) -> {
			if (failure != null) {
				logger.warn("Redis does not report changes any more", failure);
			}
		});
	}

	@Override
	public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
		synchronized (this) {
			this.losses++;
			this.tracked = List.of();
		}
		tellLost();
	}

	void close() {
		this.closed = true;
		this.redis.close();
	}

}
