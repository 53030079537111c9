package dev.weakref.boot.metrics;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.function.ToDoubleFunction;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCacheStatistics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

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
		Tags own = Tags.of("kind", cache.kind().toString(), "name", cache.name());
		group.gauge("weakref.retained", own, BaseUnits.OBJECTS, "The number of values that the strong tier holds",
				cache, ManagedCache::retainedCount);
		group.counter("weakref.reloads", own, null,
				"The number of values stored under keys whose value had been collected not long before", cache,
				(measured) -> measured.statistics().reloads());
		if (cache.recordsStatistics()) {
			hits(group, own.and("tier", "retained"), cache, (counts) -> counts.hits() - counts.weakHits());
			hits(group, own.and("tier", "weak"), cache, WeakCacheStatistics::weakHits);
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

	private static void hits(MeterGroup group, Tags tags, ManagedCache cache,
			ToDoubleFunction<WeakCacheStatistics> count) {
		// A difference of counts that are read one after the other may decrease a little
		DoubleAccumulator highest = new DoubleAccumulator(Math::max, 0);
		group.counter("weakref.hits", tags, null, "The number of hits, by the tier that held the value", cache,
				(measured) -> {
					highest.accumulate(count.applyAsDouble(measured.statistics()));
					return highest.get();
				});
	}

	private static void loads(MeterGroup group, Tags tags, ManagedCache cache,
			ToDoubleFunction<WeakCacheStatistics> count) {
		group.counter("cache.load", tags, null, "The number of loads, by whether they gave a value", cache,
				(measured) -> count.applyAsDouble(measured.statistics()));
	}

}
