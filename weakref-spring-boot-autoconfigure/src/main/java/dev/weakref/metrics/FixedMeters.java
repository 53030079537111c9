package dev.weakref.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of something that is there as long as the application is: the same in every
 * bound registry.
 */
abstract class FixedMeters implements MeterBinder, AutoCloseable {

	private final List<MeterGroup> bound = new CopyOnWriteArrayList<>();

	/**
	 * Register the meters.
	 */
	abstract void register(MeterGroup group);

	@Override
	public final void bindTo(MeterRegistry registry) {
		this.bound.add(MeterGroup.register(registry, this::register));
	}

	/**
	 * Remove the meters, for the sake of registries that outlive the application.
	 */
	@Override
	public final void close() {
		this.bound.forEach(MeterGroup::remove);
		this.bound.clear();
	}

}
