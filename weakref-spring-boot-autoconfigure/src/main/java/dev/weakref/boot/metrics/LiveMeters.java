package dev.weakref.boot.metrics;

import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * The meters that all weak structures have, tagged with their kind and name.
 */
final class LiveMeters {

	private LiveMeters() {
	}

	static <T> void register(String kind, String name, MeterGroup group, T measured, ToDoubleFunction<T> live,
			ToDoubleFunction<T> estimatedSize, ToDoubleFunction<T> collected) {
		Tags tags = Tags.of("kind", kind, "name", name);
		group.gauge("weakref.live", tags, BaseUnits.OBJECTS, "The number of live entries", measured, live);
		group.gauge("weakref.estimated.size", tags, BaseUnits.OBJECTS, "The number of entries, live or not yet drained",
				measured, estimatedSize);
		group.counter("weakref.collected", tags, BaseUnits.OBJECTS,
				"The number of entries that went because the collector cleared them", measured, collected);
	}

}
