package dev.weakref.spring.backing.redis;

import java.time.Duration;
import java.util.function.UnaryOperator;

import dev.weakref.reaper.Reaper;
import dev.weakref.spring.backing.Node;

import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Makes nodes with connections of their own to a server.
 */
public final class RedisNodes {

	private RedisNodes() {
	}

	public static Node node(Reaper reaper, int port) {
		return node(reaper, port, "documents", UnaryOperator.identity());
	}

	public static Node node(Reaper reaper, int port, String name,
			UnaryOperator<RedisCacheConfiguration> configuration) {
		LettuceConnectionFactory connections = new LettuceConnectionFactory(
				new RedisStandaloneConfiguration("127.0.0.1", port),
				LettuceClientConfiguration.builder()
					.commandTimeout(Duration.ofSeconds(1))
					.shutdownTimeout(Duration.ZERO)
					.shutdownQuietPeriod(Duration.ZERO)
					.build());
		connections.afterPropertiesSet();
		connections.start();
		RedisCacheManager manager = RedisCacheManager.builder(connections)
			.cacheDefaults(configuration.apply(RedisCacheConfiguration.defaultCacheConfig()))
			.build();
		manager.afterPropertiesSet();
		Cache cache = manager.getCache(name);
		RedisEngine engine = new RedisEngine(() -> connections);
		return Node.of(reaper, engine, cache, () -> {
			engine.stop();
			connections.destroy();
		});
	}

}
