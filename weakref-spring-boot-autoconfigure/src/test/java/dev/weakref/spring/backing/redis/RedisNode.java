package dev.weakref.spring.backing.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.function.UnaryOperator;

import dev.weakref.spring.backing.BackingEngine.Use;
import dev.weakref.spring.backing.Document;
import dev.weakref.spring.backing.NearCache;

import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A connection factory, a cache manager and an engine, as an application has them.
 *
 * @param connections the connection factory
 * @param manager the cache manager
 * @param redis the engine
 */
public record RedisNode(LettuceConnectionFactory connections, RedisCacheManager manager,
		RedisEngine redis) implements AutoCloseable {

	public static final Duration STALENESS = Duration.ofSeconds(1);

	public static RedisNode on(int port) {
		return on(port, UnaryOperator.identity());
	}

	static RedisNode on(int port, UnaryOperator<RedisCacheConfiguration> caches) {
		return on(new RedisStandaloneConfiguration("127.0.0.1", port), UnaryOperator.identity(), caches);
	}

	static RedisNode on(RedisConfiguration server, UnaryOperator<LettuceClientConfigurationBuilder> client,
			UnaryOperator<RedisCacheConfiguration> caches) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(server,
				client
					.apply(LettuceClientConfiguration.builder()
						.commandTimeout(STALENESS)
						.shutdownTimeout(Duration.ZERO)
						.shutdownQuietPeriod(Duration.ZERO))
					.build());
		connections.afterPropertiesSet();
		connections.start();
		return new RedisNode(connections, manager(connections, caches), new RedisEngine(() -> connections));
	}

	static RedisCacheManager manager(RedisConnectionFactory connections,
			UnaryOperator<RedisCacheConfiguration> caches) {
		RedisCacheManager manager = RedisCacheManager.builder(connections)
			.cacheDefaults(caches.apply(RedisCacheConfiguration.defaultCacheConfig()))
			.build();
		manager.afterPropertiesSet();
		return manager;
	}

	public Cache cache(String name) {
		return Objects.requireNonNull(this.manager.getCache(name));
	}

	public NearCache.Engine engine(String name) {
		return engine(name, Document.class);
	}

	NearCache.Engine engine(String name, Class<?> valueType) {
		return engine(name, valueType, STALENESS);
	}

	public NearCache.Engine engine(String name, Class<?> valueType, Duration maxStaleness) {
		Use use = new Use(name, valueType, maxStaleness, null);
		return new NearCache.Engine(this.redis.backing(cache(name), use), this.redis.channel(cache(name), use));
	}

	@Override
	public void close() {
		this.redis.stop();
		this.connections.destroy();
	}

}
