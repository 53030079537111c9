package dev.weakref.boot.metrics;

import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The use of an {@link OwnMeter} by an object that is measured, or, in a registry that
 * belongs to a composite one, by a meter of the composite.
 */
final class MeterUse {

	private final MeterRequest request;

	private final DoubleSupplier source;

	@Nullable OwnMeter meter;

	MeterUse(MeterRequest request, DoubleSupplier source) {
		this.request = request;
		this.source = source;
	}

	MeterRequest request() {
		return this.request;
	}

	DoubleSupplier source() {
		return this.source;
	}

}
