package dev.weakref.boot.metrics;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * A meter that a registry created for this library, with its uses: filters can map
 * several requests to one meter. It reads the first use. Only {@link OwnMeters} changes
 * it.
 */
final class OwnMeter {

	final List<MeterUse> users = new ArrayList<>(1);

	/**
	 * For a meter of a composite registry: its use of a meter in each registry of the
	 * composite, as far as known.
	 */
	final Map<MeterRegistry, MeterUse> parts = new IdentityHashMap<>(0);

	final MeterRegistry registry;

	final @Nullable TimeUnit unit;

	final Set<Object> marks;

	final Meter meter;

	final Reading reading;

	/**
	 * For a meter of a composite registry: whether a registry of the composite has a
	 * meter of another owner in its place, which would be removed together with this one.
	 */
	boolean shared;

	OwnMeter(MeterRegistry registry, MeterUse first, Meter meter, Reading reading) {
		this.registry = registry;
		this.unit = first.unit;
		this.marks = first.marks;
		this.meter = meter;
		this.reading = reading;
	}

}
