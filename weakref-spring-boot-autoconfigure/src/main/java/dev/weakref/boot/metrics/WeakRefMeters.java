package dev.weakref.boot.metrics;

import java.util.List;

import dev.weakref.Internal;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * All meters of this library as one binder.
 *
 * @hidden
 */
@Internal
public final class WeakRefMeters extends RemovableMeters {

	private final List<RemovableMeters> parts;

	/**
	 * Creates the binder.
	 * @param parts the binders of the parts, in the order of binding
	 */
	public WeakRefMeters(List<? extends RemovableMeters> parts) {
		this.parts = List.copyOf(parts);
		share(new OwnMeters());
	}

	@Override
	void share(OwnMeters meters) {
		this.parts.forEach((part) -> part.share(meters));
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
