package dev.weakref.boot.metrics;

import java.util.function.Consumer;

import dev.weakref.Internal;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters that can be removed from the registries that they were bound to.
 *
 * @hidden
 */
@Internal
public abstract class RemovableMeters implements MeterBinder, AutoCloseable {

	private OwnMeters meters = new OwnMeters();

	RemovableMeters() {
	}

	/**
	 * Removes the meters from all registries, which may outlive the application. The
	 * counter and timers of callbacks stay, as {@link ReaperMeters} says; they hold
	 * nothing. Does nothing if the meters have been removed.
	 */
	@Override
	public abstract void close();

	/**
	 * Shares the meters of several binders, because a filter can map meters of different
	 * binders to one. Applies to meters that are registered from now on.
	 */
	void share(OwnMeters meters) {
		this.meters = meters;
	}

	final MeterGroup register(MeterRegistry registry, Consumer<MeterGroup> registration) {
		return MeterGroup.register(this.meters, registry, registration);
	}

}
