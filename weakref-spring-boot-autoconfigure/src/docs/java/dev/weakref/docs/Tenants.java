package dev.weakref.docs;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;

import org.springframework.stereotype.Service;

/**
 * Creates a cache for each tenant at run time.
 */
// tag::tenants[]
@Service
class Tenants {

	private final Map<String, WeakCache<Long, Report>> caches = new ConcurrentHashMap<>();

	private final WeakCaches weakCaches;

	Tenants(WeakCaches weakCaches) {
		this.weakCaches = weakCaches;
	}

	WeakCache<Long, Report> cacheOf(String tenant) {
		return this.caches.computeIfAbsent(tenant, (name) -> this.weakCaches.create("reports-" + name,
				(cache) -> cache.retain((tier) -> tier.maximumSize(50))));
	}

}
// end::tenants[]
