package dev.weakref.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

import dev.weakref.Kind;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one measured object in one registry. A registry that has a meter of the
 * same name and tags from another owner, such as another application context, keeps that
 * one, and the group leaves it alone.
 */
final class MeterGroup {

	private final List<MeterUse> uses = new ArrayList<>();

	private final OwnMeters meters;

	private final MeterRegistry registry;

	private MeterGroup(OwnMeters meters, MeterRegistry registry) {
		this.meters = meters;
		this.registry = registry;
	}

	/**
	 * Registers meters, all or none.
	 * @param meters the meters of this library
	 * @param registry the registry
	 * @param registration adds the meters to the group
	 * @return the group
	 * @throws IllegalArgumentException if the registry has another kind of meter of that
	 * name
	 */
	static MeterGroup register(OwnMeters meters, MeterRegistry registry, Consumer<MeterGroup> registration) {
		MeterGroup group = new MeterGroup(meters, registry);
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
	 * Removes the meters from the registry, unless others use them.
	 */
	void remove() {
		this.meters.release(this.uses);
		this.uses.clear();
	}

	/**
	 * Registers the meters that all weak structures have.
	 */
	<T> void live(Kind kind, String name, T measured, ToDoubleFunction<T> live, ToDoubleFunction<T> estimatedSize,
			ToDoubleFunction<T> collected) {
		Tags tags = Tags.of("kind", kind.toString(), "name", name);
		gauge("weakref.live", tags, BaseUnits.OBJECTS, "The number of live entries", measured, live);
		gauge("weakref.estimated.size", tags, BaseUnits.OBJECTS, "The number of entries, live or not yet drained",
				measured, estimatedSize);
		counter("weakref.collected", tags, BaseUnits.OBJECTS,
				"The number of entries that were removed because the collector cleared them", measured, collected);
	}

	<T> void gauge(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		add(new Meter.Id(name, tags, baseUnit, description, Meter.Type.GAUGE), null, measured, value);
	}

	<T> void timeGauge(String name, Tags tags, @Nullable String description, T measured, TimeUnit unit,
			ToDoubleFunction<T> value) {
		add(new Meter.Id(name, tags, null, description, Meter.Type.GAUGE), unit, measured, value);
	}

	<T> void counter(String name, Tags tags, @Nullable String baseUnit, @Nullable String description, T measured,
			ToDoubleFunction<T> value) {
		add(new Meter.Id(name, tags, baseUnit, description, Meter.Type.COUNTER), null, measured, value);
	}

	<T> void add(Meter.Id id, @Nullable TimeUnit unit, T measured, ToDoubleFunction<T> value) {
		MeterUse use = MeterUse.of(id, unit, () -> value.applyAsDouble(measured));
		if (this.meters.register(this.registry, use)) {
			this.uses.add(use);
		}
	}

}
