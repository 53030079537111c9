package dev.weakref.boot.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCacheStatistics;
import dev.weakref.cache.WeakCaches;
import io.micrometer.core.instrument.Tags;

/**
 * Meters of weak caches: Micrometer's usual {@code cache.*}, with the tags that Spring
 * Boot gives them, and {@code weakref.*} for what only a weak cache has.
 */
public final class WeakCacheMeters extends DirectoryMeters<ManagedCache> {

	/** What Boot calls the manager of the caches in a {@code WeakCacheManager}. */
	private static final String CACHE_MANAGER = "weak";

	/**
	 * Create the binder.
	 * @param caches tells which caches there are
	 */
	public WeakCacheMeters(WeakCaches caches) {
		super(caches.directory());
	}

	@Override
	void register(ManagedCache cache, MeterGroup group) {
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
		LiveMeters.register("cache", cache.name(), group, cache, ManagedCache::liveCount, ManagedCache::estimatedSize,
				(measured) -> measured.statistics().collected());
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
