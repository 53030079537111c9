package dev.weakref.spring.backing.redis;

import java.io.Serializable;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;

import dev.weakref.Internal;
import dev.weakref.Registration;
import dev.weakref.cache.Backing;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.spring.backing.BackingEngine;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.ProtocolVersion;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.cache.Cache;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Redis behind weak caches. There is one channel for the connection factory, made with
 * the first cache that needs it.
 * <p>
 * The application context stops the engine before the connection factory, so that a
 * shutdown does not count as a loss of the channel. A restart of the context starts the
 * engine again.
 *
 * @hidden
 */
@Internal
public final class RedisEngine implements BackingEngine, SmartLifecycle, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(RedisEngine.class);

	private static final String NONE = "Set backing.invalidation to none and backing.max-staleness to the time for which "
			+ "an old value may be returned";

	/** The first two bytes of Java serialization. */
	private static final short JAVA_SERIALIZATION = (short) 0xACED;

	private final Supplier<@Nullable RedisConnectionFactory> factory;

	private @Nullable RedisTrackingChannel channel;

	/**
	 * Creates an engine.
	 * @param factory returns the connection factory of the application, or {@code null}
	 * if there is none or several
	 */
	public RedisEngine(Supplier<@Nullable RedisConnectionFactory> factory) {
		this.factory = factory;
	}

	@Override
	public String name() {
		return "redis";
	}

	@Override
	public String invalidation() {
		return "redis-tracking";
	}

	@Override
	public boolean owns(Cache cache) {
		return cache instanceof RedisCache;
	}

	@Override
	public Backing<Object, Object> backing(Cache cache, Use use) {
		RedisCache redis = (RedisCache) cache;
		RedisCacheConfiguration configuration = redis.getCacheConfiguration();
		if (configuration.isTimeToIdleEnabled()) {
			throw use.refused("cache", cache.getName(),
					"its cache in Redis has time-to-idle, by which each read of one process invalidates the value in "
							+ "all others",
					"Remove enableTimeToIdle() from the RedisCacheConfiguration, and set entryTtl");
		}
		Class<?> valueType = use.valueType();
		if (valueType != null && !isSerializable(valueType) && serializesJava(configuration)) {
			throw use.refused("cache", cache.getName(),
					"its cache in Redis stores values by Java serialization, and " + valueType.getName()
							+ " does not implement java.io.Serializable",
					"Implement Serializable, or set another serializer with RedisCacheConfiguration.serializeValuesWith, "
							+ "such as one for JSON");
		}
		return new RedisBacking(redis, use);
	}

	/**
	 * Returns whether objects of a type may be serializable. The classes that implement
	 * an abstract type may be although the type is not.
	 */
	private static boolean isSerializable(Class<?> type) {
		return Serializable.class.isAssignableFrom(type) || Modifier.isAbstract(type.getModifiers())
				|| type == Object.class;
	}

	private static boolean serializesJava(RedisCacheConfiguration configuration) {
		ByteBuffer probe = configuration.getValueSerializationPair().write("");
		return probe.remaining() >= Short.BYTES && probe.getShort() == JAVA_SERIALIZATION;
	}

	@Override
	public synchronized InvalidationChannel channel(Cache cache, Use use) {
		RedisCacheConfiguration configuration = ((RedisCache) cache).getCacheConfiguration();
		if (!configuration.usePrefix()) {
			throw use.refused("cache", cache.getName(),
					"its keys in Redis have no prefix, so every change of any key would invalidate its values",
					"Remove disableKeyPrefix() from the RedisCacheConfiguration. " + NONE);
		}
		String prefix = configuration.getKeyPrefixFor(cache.getName());
		LettuceConnectionFactory connections = connections(use);
		RedisTrackingChannel channel = this.channel;
		if (channel == null) {
			channel = new RedisTrackingChannel(connections, use.maxStaleness());
			this.channel = channel;
		}
		requireSameServer(connections, (RedisCache) cache, use);
		channel.requireStaleness(use.maxStaleness());
		RedisTrackingChannel shared = channel;
		return (name, sink) -> subscribe(shared, prefix, sink, cache, use);
	}

	/**
	 * Refuses a connection factory of another server than that of the cache, whose
	 * changes would never be heard of. Without an answer of Redis nothing is refused.
	 */
	private static void requireSameServer(LettuceConnectionFactory connections, RedisCache cache, Use use) {
		String tracked = null;
		String stored = null;
		try {
			client(connections);
			try (RedisConnection connection = connections.getConnection()) {
				tracked = runId(connection);
			}
			stored = cache.getNativeCache().execute(RedisEngine::runId);
		}
		catch (RuntimeException ex) {
			logger.debug("It is not known whether the cache '{}' is in the Redis that reports changes", use.name(), ex);
		}
		if (tracked != null && stored != null && !tracked.equals(stored)) {
			throw use.refused("cache-manager", null,
					"its cache manager uses another Redis than the RedisConnectionFactory of the application, so "
							+ "changes of the cache would not be reported",
					"Declare the factory that the cache manager uses as @Primary. " + NONE);
		}
	}

	static @Nullable String runId(RedisConnection connection) {
		Properties info = connection.serverCommands().info("server");
		return (info != null) ? info.getProperty("run_id") : null;
	}

	/**
	 * Returns the present client: a connection factory has another one after a restart.
	 */
	static RedisClient client(LettuceConnectionFactory connections) {
		if (!connections.isRunning()) {
			connections.start();
		}
		return (RedisClient) connections.getRequiredNativeClient();
	}

	private static Registration subscribe(RedisTrackingChannel channel, String prefix, InvalidationChannel.Sink sink,
			Cache cache, Use use) {
		String other = channel.overlapping(prefix);
		if (other != null) {
			throw use.refused("cache", cache.getName(),
					"the prefix '" + prefix + "' of its keys in Redis and '" + other
							+ "' of another cache contain each other, so Redis cannot report their changes apart",
					"Give one of the caches another name, or another prefix with "
							+ "RedisCacheConfiguration.prefixCacheNameWith");
		}
		try {
			return channel.subscribe(prefix, sink);
		}
		catch (TrackingRefusedException ex) {
			throw use.refused("invalidation", null, String.valueOf(ex.getMessage()),
					"Use Redis 6.2 or later, and a user with the permissions +client|tracking and +client|info. "
							+ NONE);
		}
	}

	private LettuceConnectionFactory connections(Use use) {
		RedisConnectionFactory factory = this.factory.get();
		if (factory == null) {
			throw use.refused("invalidation", null,
					"there is not exactly one RedisConnectionFactory, or a primary one, that could report changes",
					"Declare the factory that the cache manager uses as @Primary. " + NONE);
		}
		if (!(factory instanceof LettuceConnectionFactory lettuce)) {
			throw use.refused("invalidation", null,
					"the connections to Redis are made by " + factory.getClass().getName()
							+ ", and only Lettuce reports changes",
					"Use Lettuce, which is the default of spring-boot-starter-data-redis. " + NONE);
		}
		if (lettuce.isClusterAware()) {
			throw use.refused("invalidation", null,
					"a Redis cluster, where each node reports only its own changes, is not supported",
					"Use Redis standalone or with Sentinel. " + NONE);
		}
		if (lettuce.getClientConfiguration().getReadFrom().isPresent()) {
			throw use.refused("invalidation", null,
					"Lettuce reads from replicas, which may return an old value after the change of it was reported",
					"Remove ReadFrom from the LettuceClientConfiguration. " + NONE);
		}
		if (lettuce.getClientConfiguration()
			.getClientOptions()
			.filter((options) -> options.getProtocolVersion() == ProtocolVersion.RESP2)
			.isPresent()) {
			throw use.refused("invalidation", null, "Redis reports changes by the protocol RESP3 only",
					"Remove protocolVersion(RESP2) from the ClientOptions. " + NONE);
		}
		requireTimeout(lettuce.getClientConfiguration().getCommandTimeout(), use);
		return lettuce;
	}

	/**
	 * Refuses a timeout of commands by which a look-up waits for longer than its answer
	 * may be old. The default of Lettuce, which the user may not know of, is a warning.
	 */
	private static void requireTimeout(Duration timeout, Use use) {
		if (timeout.equals(RedisURI.DEFAULT_TIMEOUT_DURATION)) {
			logger.warn(
					"While Redis does not answer, each look-up in the cache '{}' that needs it waits for {} s. Set "
							+ "spring.data.redis.timeout to a shorter time, such as 1s",
					use.name(), timeout.toSeconds());
		}
		else if (timeout.compareTo(use.maxStaleness()) > 0) {
			throw use.refused("max-staleness", use.maxStaleness(),
					"a command to Redis may take longer, " + timeout.toMillis()
							+ " ms, so a look-up would wait for longer than its answer may be old",
					"Set spring.data.redis.timeout to " + use.maxStaleness().toMillis()
							+ "ms or less, or max-staleness to more");
		}
	}

	@Override
	public synchronized void start() {
		if (this.channel != null) {
			this.channel.open();
		}
	}

	@Override
	public synchronized void stop() {
		if (this.channel != null) {
			this.channel.close();
		}
	}

	/**
	 * Closes the channel if the application context could not be started.
	 */
	@Override
	public void close() {
		stop();
	}

	@Override
	public synchronized boolean isRunning() {
		return this.channel != null && this.channel.isOpen();
	}

}
