package dev.weakref.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

/**
 * Registers the meters of one thing in one registry and remembers them, save for those
 * that were there before: a registry that has a meter of that name and tags, say of
 * another application context, keeps it.
 */
final class MeterGroup {

	private final List<Meter> meters = new ArrayList<>();

	/** What the registry had before, compared by identity: equal ones replace nothing. */
	private List<Meter> others;

	private final MeterRegistry registry;

	private MeterGroup(MeterRegistry registry) {
		this.registry = registry;
		this.others = registry.getMeters();
	}

	/**
	 * Register meters.
	 * @param registry where to
	 * @param registration registers them in the group
	 * @return the group of those that are new in the registry. O(number of meters)
	 */
	static MeterGroup register(MeterRegistry registry, Consumer<MeterGroup> registration) {
		MeterGroup group = new MeterGroup(registry);
		registration.accept(group);
		group.others = List.of();
		return group;
	}

	/**
	 * Remove the meters from the registry.
	 */
	void remove() {
		this.meters.forEach(this.registry::remove);
	}

	<T> void gauge(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		add(Gauge.builder(name, measured, value)
			.tags(tags)
			.description(description)
			.baseUnit(baseUnit)
			.strongReference(true)
			.register(this.registry));
	}

	<T> void timeGauge(String name, Tags tags, @Nullable String description, T measured, TimeUnit unit,
			ToDoubleFunction<T> value) {
		add(TimeGauge.builder(name, measured, unit, value)
			.tags(tags)
			.description(description)
			.strongReference(true)
			.register(this.registry));
	}

	<T> void counter(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		add(FunctionCounter.builder(name, measured, value)
			.tags(tags)
			.description(description)
			.baseUnit(baseUnit)
			.register(this.registry));
	}

	private void add(Meter meter) {
		if (this.others.stream().noneMatch((other) -> other == meter)) {
			this.meters.add(meter);
		}
	}

}
