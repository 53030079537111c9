package dev.weakref.boot.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters that can be removed from the registries that they were bound to.
 */
public interface RemovableMeters extends MeterBinder, AutoCloseable {

	/**
	 * Remove the meters from all registries, which may outlive what is measured, save for
	 * those that another application context shares: the counter and timers of callbacks,
	 * as {@link ReaperMeters} says, which hold nothing. Does nothing if they have been
	 * removed.
	 */
	@Override
	void close();

}
