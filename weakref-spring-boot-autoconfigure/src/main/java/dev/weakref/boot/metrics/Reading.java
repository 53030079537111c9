package dev.weakref.boot.metrics;

import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The function that a registry holds and calls to read a meter. Its source can change
 * while the meter is registered, and a meter can be checked for being read by it, which
 * no filter of a registry can change.
 */
final class Reading implements ToDoubleFunction<Reading> {

	private static final DoubleSupplier NONE = () -> 0;

	private volatile DoubleSupplier source;

	private volatile @Nullable Thread prober;

	private boolean probed;

	Reading(DoubleSupplier source) {
		this.source = source;
	}

	@Override
	public double applyAsDouble(Reading ignored) {
		return value();
	}

	double value() {
		if (this.prober == Thread.currentThread()) {
			this.probed = true;
		}
		return this.source.getAsDouble();
	}

	void source(DoubleSupplier source) {
		this.source = source;
	}

	/**
	 * Hold nothing any more, and read 0.
	 */
	void release() {
		this.source = NONE;
	}

	boolean isReleased() {
		return this.source == NONE;
	}

	/**
	 * Whether a meter gets its value from here. Reads the meter once.
	 */
	boolean isReadBy(Meter meter) {
		this.probed = false;
		this.prober = Thread.currentThread();
		try {
			meter.measure().forEach(Measurement::getValue);
		}
		catch (RuntimeException ex) {
			// A meter of another owner that cannot be read.
		}
		finally {
			this.prober = null;
		}
		return this.probed;
	}

}
