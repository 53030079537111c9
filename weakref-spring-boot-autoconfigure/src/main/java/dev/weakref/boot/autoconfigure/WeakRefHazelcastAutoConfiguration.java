package dev.weakref.boot.autoconfigure;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spring.cache.HazelcastCache;
import dev.weakref.spring.backing.hazelcast.HazelcastEngine;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of Hazelcast behind weak caches.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@Conditional(OnBackingCondition.class)
@ConditionalOnClass({ HazelcastInstance.class, HazelcastCache.class })
public final class WeakRefHazelcastAutoConfiguration {

	@Bean
	HazelcastEngine weakRefHazelcastEngine(ObjectProvider<HazelcastInstance> hazelcast) {
		return new HazelcastEngine(hazelcast::getIfUnique);
	}

}
