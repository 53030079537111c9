package dev.weakref.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.cache.WeakCachesListener;
import dev.weakref.reaper.Registration;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Meters of weak caches: Micrometer's usual {@code cache.*}, with the tags that Spring
 * Boot gives them, and {@code weakref.*} for what only a weak cache has.
 * <p>
 * A cache gets its meters in every bound registry when it comes and loses them when it
 * goes. A gauge holds what it measures, which is not the cache its users have, so that no
 * gauge ever reads {@code NaN} and none keeps a cache alive.
 */
public final class WeakCacheMeters implements MeterBinder, WeakCachesListener, AutoCloseable {

	/** What Boot calls the manager of the caches in a {@code WeakCacheManager}. */
	private static final String CACHE_MANAGER = "weak";

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final Map<ManagedCache, List<RegisteredMeter>> meters = new HashMap<>();

	private final Registration registration;

	/**
	 * Create the binder.
	 * @param caches tells which caches there are
	 */
	public WeakCacheMeters(WeakCaches caches) {
		this.registration = caches.addListener(this);
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		this.registries.add(registry);
		this.meters.forEach((cache, meters) -> bind(cache, registry, meters));
	}

	@Override
	public synchronized void added(ManagedCache cache) {
		if (!this.meters.containsKey(cache)) {
			List<RegisteredMeter> meters = new ArrayList<>();
			this.meters.put(cache, meters);
			this.registries.forEach((registry) -> bind(cache, registry, meters));
		}
	}

	@Override
	public synchronized void removed(ManagedCache cache) {
		List<RegisteredMeter> meters = this.meters.remove(cache);
		if (meters != null) {
			meters.forEach(RegisteredMeter::remove);
		}
	}

	/**
	 * Remove all meters, for the sake of registries that outlive the application.
	 */
	@Override
	public synchronized void close() {
		this.registration.close();
		List.copyOf(this.meters.keySet()).forEach(this::removed);
	}

	private static void bind(ManagedCache cache, MeterRegistry registry, List<RegisteredMeter> meters) {
		new Binding(cache, registry, meters).bind();
	}

	/**
	 * Registers the meters of one cache in one registry.
	 */
	private record Binding(ManagedCache cache, MeterRegistry registry, List<RegisteredMeter> meters) {

		void bind() {
			Tags cacheTags = Tags.of("cache", this.cache.name(), "cache.manager", CACHE_MANAGER, "name",
					this.cache.name());
			gauge("cache.size", cacheTags, BaseUnits.ROWS, "The number of entries, live or not yet drained",
					ManagedCache::estimatedSize);
			counter("cache.gets", cacheTags.and("result", "hit"), null, "The number of look-ups that found a value",
					(cache) -> cache.statistics().hits());
			counter("cache.gets", cacheTags.and("result", "miss"), null, "The number of look-ups that found nothing",
					(cache) -> cache.statistics().misses());
			counter("cache.puts", cacheTags, null, "The number of values stored", (cache) -> cache.statistics().puts());
			counter("cache.evictions", cacheTags, null, "The number of entries that were collected or have expired",
					(cache) -> cache.statistics().collected() + cache.statistics().expired());
			counter("cache.load", cacheTags.and("result", "success"), null, "The number of loads that gave a value",
					(cache) -> cache.statistics().loads());
			counter("cache.load", cacheTags.and("result", "failure"), null, "The number of loads that failed",
					(cache) -> cache.statistics().loadFailures());
			register(TimeGauge
				.builder("cache.load.duration", this.cache, TimeUnit.NANOSECONDS,
						(cache) -> cache.statistics().loadNanos())
				.tags(cacheTags)
				.description("The time spent loading values")
				.strongReference(true)
				.register(this.registry));

			Tags tags = Tags.of("kind", "cache", "name", this.cache.name());
			gauge("weakref.live", tags, BaseUnits.OBJECTS, "The number of live entries", ManagedCache::liveCount);
			gauge("weakref.estimated.size", tags, BaseUnits.OBJECTS, "The number of entries, live or not yet drained",
					ManagedCache::estimatedSize);
			counter("weakref.collected", tags, BaseUnits.OBJECTS,
					"The number of entries that went because the collector cleared them",
					(cache) -> cache.statistics().collected());
		}

		private void gauge(String name, Tags tags, String baseUnit, String description,
				ToDoubleFunction<ManagedCache> value) {
			register(Gauge.builder(name, this.cache, value)
				.tags(tags)
				.description(description)
				.baseUnit(baseUnit)
				.strongReference(true)
				.register(this.registry));
		}

		private void counter(String name, Tags tags, @Nullable String baseUnit, String description,
				ToDoubleFunction<ManagedCache> value) {
			register(FunctionCounter.builder(name, this.cache, value)
				.tags(tags)
				.description(description)
				.baseUnit(baseUnit)
				.register(this.registry));
		}

		private void register(Meter meter) {
			this.meters.add(new RegisteredMeter(this.registry, meter));
		}

	}

	private record RegisteredMeter(MeterRegistry registry, Meter meter) {

		void remove() {
			this.registry.remove(this.meter);
		}

	}

}
