package dev.weakref.boot.metrics;

import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * A binder that can share its {@link OwnMeters} with other binders: a filter can map
 * meters of several binders to one.
 */
abstract class SharingMeters implements RemovableMeters {

	private OwnMeters meters = new OwnMeters();

	/**
	 * Share the meters that are registered from now on.
	 */
	final void share(OwnMeters meters) {
		this.meters = meters;
	}

	final MeterGroup register(MeterRegistry registry, Consumer<MeterGroup> registration) {
		return MeterGroup.register(this.meters, registry, registration);
	}

}
