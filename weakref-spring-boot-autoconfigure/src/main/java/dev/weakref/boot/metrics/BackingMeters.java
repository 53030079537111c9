package dev.weakref.boot.metrics;

import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.ManagedCache;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.jspecify.annotations.Nullable;

/**
 * The meters of the engine behind a cache.
 */
final class BackingMeters {

	private BackingMeters() {
	}

	static void register(ManagedCache cache, MeterGroup group) {
		if (cache.backing() == null) {
			return;
		}
		Tags name = Tags.of("name", cache.name());
		gets(group, name.and("result", "hit"), cache, BackingStatistics::hits);
		gets(group, name.and("result", "miss"), cache, BackingStatistics::misses);
		gets(group, name.and("result", "failure"), cache, BackingStatistics::failures);
		group.timeGauge("weakref.backing.duration", name, "The time spent reading the engine", cache,
				TimeUnit.NANOSECONDS, (measured) -> value(measured, BackingStatistics::readNanos));
		counter(group, "weakref.revalidations", name.and("result", "unchanged"), null,
				"The number of entries that were read again, by whether they had changed", cache,
				BackingStatistics::unchanged);
		counter(group, "weakref.revalidations", name.and("result", "changed"), null,
				"The number of entries that were read again, by whether they had changed", cache,
				BackingStatistics::changed);
		counter(group, "weakref.invalidations", name.and("scope", "key"), null,
				"The number of changes that the channel reported", cache, BackingStatistics::invalidations);
		counter(group, "weakref.invalidations", name.and("scope", "all"), null,
				"The number of changes that the channel reported", cache, BackingStatistics::flushes);
		counter(group, "weakref.loads.discarded", name, null,
				"The number of values that were not kept because their entry changed meanwhile", cache,
				BackingStatistics::discardedLoads);
		channel(group, name, cache);
		group.gauge("weakref.superseded.live", name, BaseUnits.OBJECTS,
				"The number of objects that are live although their entry has another value", cache,
				(measured) -> value(measured, BackingStatistics::superseded));
		group.timeGauge("weakref.superseded.age", name, "The time since the first live one of these was superseded",
				cache, TimeUnit.MILLISECONDS, (measured) -> value(measured, BackingStatistics::oldestSupersededMillis));
	}

	private static void channel(MeterGroup group, Tags name, ManagedCache cache) {
		group.gauge("weakref.channel.up", name, null,
				"1 if all changes of the engine are reported, or values are used for a limited time only; otherwise 0",
				cache, (measured) -> value(measured, (counts) -> (counts.state() == State.TRUSTED) ? 1 : 0));
		counter(group, "weakref.channel.losses", name, null, "The number of times the channel was lost", cache,
				BackingStatistics::losses);
		group.timeGauge("weakref.channel.verified.age", name,
				"The time since the channel last proved that it had reported all changes", cache, TimeUnit.MILLISECONDS,
				(measured) -> value(measured, (counts) -> Math.max(0, counts.verifiedMillisAgo())));
	}

	private static void gets(MeterGroup group, Tags tags, ManagedCache cache,
			ToDoubleFunction<BackingStatistics> count) {
		counter(group, "weakref.backing.gets", tags, null, "The number of reads of the engine, by their result", cache,
				count);
	}

	private static void counter(MeterGroup group, String name, Tags tags, @Nullable String unit, String description,
			ManagedCache cache, ToDoubleFunction<BackingStatistics> count) {
		group.counter(name, tags, unit, description, cache, (measured) -> value(measured, count));
	}

	private static double value(ManagedCache cache, ToDoubleFunction<BackingStatistics> count) {
		BackingStatistics counts = cache.backingStatistics();
		return (counts != null) ? count.applyAsDouble(counts) : 0;
	}

}
