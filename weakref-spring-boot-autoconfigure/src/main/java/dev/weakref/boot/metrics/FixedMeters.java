package dev.weakref.boot.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * Meters that exist as long as the application, the same in every bound registry.
 */
abstract class FixedMeters extends RemovableMeters {

	private final List<MeterGroup> bound = new CopyOnWriteArrayList<>();

	/**
	 * Registers the meters.
	 */
	abstract void register(MeterGroup group);

	@Override
	public final void bindTo(MeterRegistry registry) {
		this.bound.add(register(registry, this::register));
	}

	@Override
	public final void close() {
		this.bound.forEach(MeterGroup::remove);
		this.bound.clear();
	}

}
