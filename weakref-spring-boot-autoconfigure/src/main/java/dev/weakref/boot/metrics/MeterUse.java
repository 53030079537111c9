package dev.weakref.boot.metrics;

import java.util.function.DoubleSupplier;

import org.jspecify.annotations.Nullable;

/**
 * The use of an {@link OwnMeter} by a measured object, or by the meter of a composite
 * registry if the meter is in one of its registries.
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
