package dev.weakref.boot.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCacheStatistics;
import io.micrometer.core.instrument.Tags;

/**
 * The meters that only caches have: Micrometer's usual {@code cache.*}, with the tags
 * that Spring Boot gives them.
 */
final class CacheMeters {

	/** The name that Boot gives to the manager of these caches. */
	private static final String CACHE_MANAGER = "weak";

	private CacheMeters() {
	}

	static void register(ManagedCache cache, MeterGroup group) {
		Tags tags = Tags.of("cache", cache.name(), "cache.manager", CACHE_MANAGER, "name", cache.name());
		// Without a base unit, which Micrometer's own binders of caches do not give
		// either.
		group.gauge("cache.size", tags, null, "The number of entries, live or not yet drained", cache,
				ManagedCache::estimatedSize);
		if (cache.recordsStatistics()) {
			counts(group, tags, cache);
		}
		group.counter("cache.evictions", tags, null, "The number of entries that were collected or have expired", cache,
				(measured) -> measured.statistics().collected() + measured.statistics().expired());
	}

	private static void counts(MeterGroup group, Tags tags, ManagedCache cache) {
		gets(group, tags.and("result", "hit"), cache, WeakCacheStatistics::hits);
		gets(group, tags.and("result", "miss"), cache, WeakCacheStatistics::misses);
		group.counter("cache.puts", tags, null, "The number of values stored", cache,
				(measured) -> measured.statistics().puts());
		loads(group, tags.and("result", "success"), cache, WeakCacheStatistics::loads);
		loads(group, tags.and("result", "failure"), cache, WeakCacheStatistics::loadFailures);
		group.timeGauge("cache.load.duration", tags, "The time spent loading values", cache, TimeUnit.NANOSECONDS,
				(measured) -> measured.statistics().loadNanos());
	}

	private static void gets(MeterGroup group, Tags tags, ManagedCache cache,
			ToDoubleFunction<WeakCacheStatistics> count) {
		group.counter("cache.gets", tags, null, "The number of look-ups, by whether they found a value", cache,
				(measured) -> count.applyAsDouble(measured.statistics()));
	}

	private static void loads(MeterGroup group, Tags tags, ManagedCache cache,
			ToDoubleFunction<WeakCacheStatistics> count) {
		group.counter("cache.load", tags, null, "The number of loads, by whether they gave a value", cache,
				(measured) -> count.applyAsDouble(measured.statistics()));
	}

}
