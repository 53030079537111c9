package dev.weakref.boot.metrics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * All meters of this library as one binder.
 */
public final class WeakRefMeters implements RemovableMeters {

	private final List<RemovableMeters> parts;

	/**
	 * Create the binder.
	 * @param parts what it binds, in this order
	 */
	public WeakRefMeters(List<? extends RemovableMeters> parts) {
		this.parts = List.copyOf(parts);
		OwnMeters meters = new OwnMeters();
		for (RemovableMeters part : this.parts) {
			if (part instanceof SharingMeters sharing) {
				sharing.share(meters);
			}
		}
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.parts.forEach((part) -> part.bindTo(registry));
	}

	@Override
	public void close() {
		this.parts.forEach(RemovableMeters::close);
	}

}
