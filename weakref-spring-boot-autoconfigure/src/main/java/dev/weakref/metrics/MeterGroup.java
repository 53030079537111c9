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

	private final MeterRegistry registry;

	private MeterGroup(MeterRegistry registry) {
		this.registry = registry;
	}

	/**
	 * Register meters, all or none.
	 * @param registry where to
	 * @param registration registers them in the group
	 * @return the group of those that are new in the registry
	 * @throws IllegalArgumentException if the registry has another kind of meter of that
	 * name
	 */
	static MeterGroup register(MeterRegistry registry, Consumer<MeterGroup> registration) {
		MeterGroup group = new MeterGroup(registry);
		try {
			registration.accept(group);
		}
		catch (RuntimeException ex) {
			group.remove();
			throw ex;
		}
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
		String mark = mark(description);
		add(Gauge.builder(name, measured, value)
			.tags(tags)
			.description(mark)
			.baseUnit(baseUnit)
			.strongReference(true)
			.register(this.registry), mark);
	}

	<T> void timeGauge(String name, Tags tags, @Nullable String description, T measured, TimeUnit unit,
			ToDoubleFunction<T> value) {
		String mark = mark(description);
		add(TimeGauge.builder(name, measured, unit, value)
			.tags(tags)
			.description(mark)
			.strongReference(true)
			.register(this.registry), mark);
	}

	<T> void counter(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		String mark = mark(description);
		add(FunctionCounter.builder(name, measured, value)
			.tags(tags)
			.description(mark)
			.baseUnit(baseUnit)
			.register(this.registry), mark);
	}

	/**
	 * A description that is no other object's. A registry that has such a meter already
	 * gives that one, with its own description, and has no other way to tell, short of
	 * looking through all its meters. Filters keep descriptions; a meter to which one
	 * gives another is taken for somebody else's and stays.
	 */
	private static String mark(@Nullable String description) {
		return new String((description != null) ? description : "");
	}

	@SuppressWarnings({ "ReferenceEquality", "StringEquality" })
	private void add(Meter meter, String mark) {
		if (meter.getId().getDescription() == mark) {
			this.meters.add(meter);
		}
	}

}
