package dev.weakref.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters that can be removed from the registries that they were bound to.
 */
public sealed interface RemovableMeters extends MeterBinder, AutoCloseable
		permits DirectoryMeters, FixedMeters, ReaperMeters, WeakRefMeters {

	/**
	 * Remove the meters from all registries, which may outlive what is measured. Does
	 * nothing if they have been removed.
	 */
	@Override
	void close();

}
