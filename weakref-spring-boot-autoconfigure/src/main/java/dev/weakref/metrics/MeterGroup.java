package dev.weakref.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

/**
 * Registers the meters of one thing in one registry and remembers them.
 */
final class MeterGroup {

	private final List<Meter> meters = new ArrayList<>();

	private final MeterRegistry registry;

	MeterGroup(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Remove the meters from the registry.
	 */
	void remove() {
		this.meters.forEach(this.registry::remove);
	}

	<T> void gauge(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		this.meters.add(Gauge.builder(name, measured, value)
			.tags(tags)
			.description(description)
			.baseUnit(baseUnit)
			.strongReference(true)
			.register(this.registry));
	}

	<T> void timeGauge(String name, Tags tags, @Nullable String description, T measured, TimeUnit unit,
			ToDoubleFunction<T> value) {
		this.meters.add(TimeGauge.builder(name, measured, unit, value)
			.tags(tags)
			.description(description)
			.strongReference(true)
			.register(this.registry));
	}

	<T> void counter(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		this.meters.add(FunctionCounter.builder(name, measured, value)
			.tags(tags)
			.description(description)
			.baseUnit(baseUnit)
			.register(this.registry));
	}

}
