package dev.weakref.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spring.cache.HazelcastCache;
import dev.weakref.spring.backing.hazelcast.HazelcastEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/**
 * Auto-configuration of Hazelcast behind weak caches.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@Conditional(OnBackingCondition.class)
public final class WeakRefHazelcastAutoConfiguration {

	/**
	 * Conditions of an auto-configuration itself are checked together, and to look for a
	 * class is to load it. These are checked only if there is a backing.
	 */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ HazelcastInstance.class, HazelcastCache.class })
	static class HazelcastBackings {

		@Bean
		HazelcastEngine weakRefHazelcastEngine(ObjectProvider<HazelcastInstance> hazelcast) {
			return new HazelcastEngine(hazelcast::getIfUnique);
		}

	}

}
