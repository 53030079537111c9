package dev.weakref.spring.backing.redis;

import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.weakref.cache.InvalidationChannel.Sink;
import dev.weakref.singleflight.Outcome;
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

	/** Whether the log has a refusal that has not ended. */
	private boolean refused;

	private CompletableFuture<String> ping = CompletableFuture.completedFuture("");

	TrackedConnection(RedisClient client, RedisTrackingChannel channel) {
		this.channel = channel;
		this.redis = client.connect(ByteArrayCodec.INSTANCE);
		this.redis.addListener(channel::pushed);
	}

	/**
	 * Notices each loss and each reconnect from now on.
	 */
	void listen() {
		this.redis.addListener(this);
	}

	/**
	 * Returns whether this connection is one to a server.
	 * @param runId the identity of the process of that server
	 */
	boolean isTo(String runId) {
		return this.redis.sync().info("server").contains(runId);
	}

	/**
	 * Switches the tracking of a prefix on, and waits for the answer of Redis.
	 * @param sink is told when all changes of the prefix are reported
	 * @throws TrackingRefusedException if Redis refuses it
	 */
	void track(String prefix, Sink sink, Duration timeout) {
		synchronized (this) {
			if (this.tracked.contains(prefix)) {
				if (!this.silent) {
					sink.restored();
				}
				return;
			}
		}
		try {
			track().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof TrackingRefusedException refused) {
				throw refused;
			}
			logger.debug("Redis does not report the changes of '{}' yet", prefix, ex);
		}
		catch (TimeoutException ex) {
			logger.debug("Redis does not report the changes of '{}' yet", prefix, ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Switches the tracking on for those prefixes that are not tracked. Returns at once.
	 */
	private synchronized CompletableFuture<Void> track() {
		return CompletableFuture.allOf(this.channel.prefixes()
			.stream()
			.filter((prefix) -> !this.tracked.contains(prefix))
			.map(this::track)
			.toArray(CompletableFuture[]::new));
	}

	/**
	 * Switches the tracking of a prefix on. Lettuce sends a command again after a
	 * reconnect, so Redis may have switched it on before.
	 */
	private CompletableFuture<Void> track(String prefix) {
		int before = this.losses;
		TrackingArgs args = TrackingArgs.Builder.enabled(true).bcast().prefixes(StandardCharsets.UTF_8, prefix);
		return this.redis.async().clientTracking(args).exceptionally((failure) -> {
			if (String.valueOf(failure.getMessage()).contains("overlaps with an existing prefix '" + prefix + "'")) {
				return "OK";
			}
			throw new CompletionException(Outcome.cause(failure));
		}).thenCombine(this.redis.async().clientInfo(), (ok, info) -> info).<Void>handle((info, failure) -> {
			Throwable cause = (failure != null) ? Outcome.cause(failure) : null;
			if (cause instanceof RedisCommandExecutionException || (info != null && info.contains(" resp=2"))) {
				throw new TrackingRefusedException(cause);
			}
			if (cause == null) {
				tracks(prefix, before);
			}
			return null;
		}).toCompletableFuture();
	}

	private synchronized void tracks(String prefix, int before) {
		if (this.losses == before && !this.tracked.contains(prefix)) {
			List<String> tracked = new ArrayList<>(this.tracked);
			tracked.add(prefix);
			this.tracked = tracked;
			this.refused = false;
			this.channel.restored(this, List.of(prefix));
		}
	}

	/**
	 * Proves that all changes are reported, or reports the loss.
	 * @param timeout how long to wait for the proof
	 * @return whether there is a proof
	 */
	boolean verify(Duration timeout) throws InterruptedException {
		int before = losses();
		track().whenComplete((done, failure) -> logRefusal(failure));
		if (this.ping.isDone()) {
			this.ping = this.redis.async().ping().toCompletableFuture();
		}
		try {
			this.ping.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
			proved(before);
			return true;
		}
		catch (ExecutionException | TimeoutException ex) {
			synchronized (this) {
				this.silent = true;
				this.channel.lost(this, ex);
			}
			return false;
		}
	}

	private synchronized void proved(int before) {
		if (this.losses == before && !this.tracked.isEmpty()) {
			if (this.silent) {
				this.channel.restored(this, this.tracked);
			}
			else {
				this.channel.tell(this.tracked, Sink::verified);
			}
			this.silent = false;
		}
	}

	private synchronized int losses() {
		return this.losses;
	}

	@Override
	public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress socketAddress) {
		track().whenComplete((done, failure) -> logRefusal(failure));
	}

	private synchronized void logRefusal(@Nullable Throwable failure) {
		if (failure != null && !this.refused) {
			this.refused = true;
			logger.warn("Redis refuses to report changes, so weak caches in front of it trust none of their values",
					Outcome.cause(failure));
		}
	}

	@Override
	public synchronized void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
		this.losses++;
		this.tracked = List.of();
		this.channel.lost(this, new ClosedChannelException());
	}

	void close() {
		this.redis.close();
	}

}
