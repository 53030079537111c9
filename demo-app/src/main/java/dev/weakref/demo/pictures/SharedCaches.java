package dev.weakref.demo.pictures;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * The caches in Redis, which instances share.
 */
@Configuration(proxyBeanMethods = false)
@Profile("redis")
class SharedCaches {

	@Bean
	RedisCacheManager cacheManager(RedisConnectionFactory connections) {
		return RedisCacheManager.create(connections);
	}

}
