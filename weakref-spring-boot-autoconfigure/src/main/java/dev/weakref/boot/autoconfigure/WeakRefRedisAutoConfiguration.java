package dev.weakref.boot.autoconfigure;

import dev.weakref.spring.backing.redis.RedisEngine;
import io.lettuce.core.RedisClient;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.cache.RedisCache;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * Auto-configuration of Redis behind weak caches. The bean is made with the first cache
 * that has a backing.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@Conditional(OnBackingCondition.class)
public final class WeakRefRedisAutoConfiguration {

	/**
	 * Conditions of an auto-configuration itself are checked together, and to look for a
	 * class is to load it. These are checked only if there is a backing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ RedisCache.class, RedisClient.class })
	static class RedisBackings {

		@Bean
		RedisEngine weakRefRedisEngine(ObjectProvider<RedisConnectionFactory> factory) {
			return new RedisEngine(factory::getIfUnique);
		}

	}

}
