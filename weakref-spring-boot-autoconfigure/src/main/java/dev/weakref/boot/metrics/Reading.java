package dev.weakref.boot.metrics;

import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import org.jspecify.annotations.Nullable;

/**
 * The function that a registry calls to read a meter. Its source can change while the
 * meter is registered. It can find out whether a meter reads from it, whatever filters
 * have done to the id.
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
	 * Drops the source, and returns 0 from now on.
	 */
	void release() {
		this.source = NONE;
	}

	boolean isReleased() {
		return this.source == NONE;
	}

	/**
	 * Returns whether a meter reads from here. Reads the meter once.
	 */
	boolean isReadBy(Meter meter) {
		this.probed = false;
		this.prober = Thread.currentThread();
		try {
			meter.measure().forEach(Measurement::getValue);
		}
		catch (RuntimeException ex) {
			// A meter of another owner that cannot be read
		}
		finally {
			this.prober = null;
		}
		return this.probed;
	}

}
