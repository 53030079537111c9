package dev.weakref.boot.metrics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import org.jspecify.annotations.Nullable;

/**
 * A request for a meter and, once a registry has returned the meter, its use. The user is
 * a measured object, or the meter of a composite registry if the requested meter is in
 * one of the registries of the composite.
 */
final class MeterUse {

	/** The meter, or {@code null} if there is none or it belongs to another owner. */
	@Nullable OwnMeter meter;

	/** Gives the value of the meter. */
	final DoubleSupplier source;

	/** The unit of a time gauge. */
	final @Nullable TimeUnit unit;

	/**
	 * Name, description and tags, as instances that no other request has. A meter whose
	 * id has one of these instances was created for this request. Filters can replace
	 * each of them, so a meter that has none may have been created for this request, too.
	 */
	final Set<Object> marks;

	/** The id before filters. */
	private final Meter.Id id;

	private MeterUse(Meter.Id id, @Nullable TimeUnit unit, Set<Object> marks, DoubleSupplier source) {
		this.id = id;
		this.unit = unit;
		this.marks = marks;
		this.source = source;
	}

	/**
	 * Creates the request of a measured object.
	 */
	static MeterUse of(Meter.Id id, @Nullable TimeUnit unit, DoubleSupplier source) {
		Meter.Id copy = new Meter.Id(new String(id.getName()),
				Tags.of(id.getTags().stream().map((tag) -> Tag.of(tag.getKey(), tag.getValue())).toList()),
				id.getBaseUnit(), (id.getDescription() != null) ? new String(id.getDescription()) : null, id.getType());
		return new MeterUse(copy, unit, identities(parts(copy)), source);
	}

	/**
	 * Creates the request that a composite registry makes of its registries for a meter.
	 */
	static MeterUse of(OwnMeter composite) {
		return new MeterUse(composite.meter.getId(), composite.unit, composite.marks, composite.reading::value);
	}

	/**
	 * Requests the meter from a registry.
	 * @param reading gives the value of the meter if it is created
	 * @return a new meter, or the one that the registry has in its place
	 */
	Meter register(MeterRegistry registry, Reading reading) {
		if (this.unit != null) {
			return TimeGauge.builder(this.id.getName(), reading, this.unit, reading)
				.tags(this.id.getTagsAsIterable())
				.description(this.id.getDescription())
				.register(registry);
		}
		if (this.id.getType() == Meter.Type.COUNTER) {
			return FunctionCounter.builder(this.id.getName(), reading, reading)
				.tags(this.id.getTagsAsIterable())
				.description(this.id.getDescription())
				.baseUnit(this.id.getBaseUnit())
				.register(registry);
		}
		return Gauge.builder(this.id.getName(), reading, reading)
			.tags(this.id.getTagsAsIterable())
			.description(this.id.getDescription())
			.baseUnit(this.id.getBaseUnit())
			.register(registry);
	}

	boolean isMarked(Meter meter) {
		return parts(meter.getId()).stream().anyMatch(this.marks::contains);
	}

	/**
	 * Returns name, description and tags of an id.
	 */
	static List<Object> parts(Meter.Id id) {
		List<Object> parts = new ArrayList<>(id.getTags());
		parts.add(id.getName());
		String description = id.getDescription();
		if (description != null) {
			parts.add(description);
		}
		return parts;
	}

	static <T> Set<T> identities(Collection<? extends T> elements) {
		Set<T> set = Collections.newSetFromMap(new IdentityHashMap<>());
		set.addAll(elements);
		return set;
	}

}
