package dev.weakref.spring.backing.hazelcast;

import java.util.function.Supplier;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spring.cache.HazelcastCache;
import dev.weakref.Internal;
import dev.weakref.cache.Backing;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.spring.backing.BackingEngine;
import dev.weakref.spring.backing.SpringBacking;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * Hazelcast behind weak caches. Its events are sent once and not confirmed, so an entry
 * whose event was missed stays until {@code expire-after-write}, which is required.
 *
 * @hidden
 */
@Internal
public final class HazelcastEngine implements BackingEngine {

	private final Supplier<@Nullable HazelcastInstance> hazelcast;

	/**
	 * Creates an engine.
	 * @param hazelcast returns the instance of the application, or {@code null} if there
	 * is none or several
	 */
	public HazelcastEngine(Supplier<@Nullable HazelcastInstance> hazelcast) {
		this.hazelcast = hazelcast;
	}

	@Override
	public String name() {
		return "hazelcast";
	}

	@Override
	public String invalidation() {
		return "hazelcast";
	}

	@Override
	public boolean owns(Cache cache) {
		return cache instanceof HazelcastCache;
	}

	@Override
	public Backing<Object, Object> backing(Cache cache, Use use) {
		return new SpringBacking(cache, use);
	}

	@Override
	public InvalidationChannel channel(Cache cache, Use use) {
		if (use.expireAfterWrite() == null) {
			throw use.refused("invalidation", "hazelcast",
					"Hazelcast reports changes without a proof that none was missed, so an old value could stay for ever",
					"Set expire-after-write of the cache to the time for which an old value may stay in the worst case, "
							+ "such as 1m");
		}
		HazelcastInstance hazelcast = this.hazelcast.get();
		if (hazelcast == null) {
			throw use.refused("invalidation", "hazelcast",
					"there is not exactly one HazelcastInstance, or a primary one, that could report changes",
					"Declare the instance that the cache manager uses as @Primary, or set backing.invalidation to none "
							+ "and backing.max-staleness");
		}
		return (name, sink) -> new HazelcastListener(hazelcast, ((HazelcastCache) cache).getNativeCache(), sink);
	}

}
