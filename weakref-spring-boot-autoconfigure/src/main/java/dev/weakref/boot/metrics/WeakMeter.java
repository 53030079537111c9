package dev.weakref.boot.metrics;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A meter of an object that it refers to weakly. Registries hold it in place of the
 * object. It keeps the last value for the time between collection and removal.
 */
final class WeakMeter<T> {

	private static final Logger logger = LoggerFactory.getLogger(WeakMeters.class);

	/** Guarded by the lock of {@link WeakMeters}. */
	private final List<MeterGroup> groups = new ArrayList<>();

	private final AtomicBoolean failureReported = new AtomicBoolean();

	private final WeakReference<T> object;

	private final ToDoubleFunction<? super T> function;

	private final Meter.Id id;

	/** The unit of a time gauge. */
	private final @Nullable TimeUnit unit;

	private final LongAdder failures;

	private volatile double last;

	/**
	 * Creates a meter that is in no registry.
	 * @param unit the unit of a time gauge, else {@code null}
	 * @param failures counts exceptions of the function
	 */
	WeakMeter(T object, ToDoubleFunction<? super T> function, Meter.Id id, @Nullable TimeUnit unit,
			LongAdder failures) {
		this.object = new WeakReference<>(object);
		this.function = function;
		this.id = id;
		this.unit = unit;
		this.failures = failures;
	}

	Meter.Id id() {
		return this.id;
	}

	boolean isCollected() {
		return this.object.refersTo(null);
	}

	void register(OwnMeters meters, MeterRegistry registry) {
		this.groups.add(MeterGroup.register(meters, registry,
				(group) -> group.add(this.id, this.unit, this, WeakMeter::value)));
	}

	void remove() {
		this.groups.forEach(MeterGroup::remove);
		this.groups.clear();
	}

	/**
	 * Returns the value of the object, or the last one if the function fails or the
	 * object was collected.
	 */
	double value() {
		T object = this.object.get();
		if (object == null) {
			return this.last;
		}
		try {
			double value = this.function.applyAsDouble(object);
			this.last = Double.isNaN(value) ? this.last : value;
		}
		catch (Throwable ex) {
			this.failures.increment();
			report(ex);
		}
		return this.last;
	}

	private void report(Throwable failure) {
		if (this.failureReported.compareAndSet(false, true)) {
			logger.warn("The function of meter {} failed, and the last value is kept; further failures of it are"
					+ " logged at debug level", this, failure);
		}
		else {
			logger.debug("The function of meter {} failed", this, failure);
		}
	}

	/**
	 * Returns name and tags.
	 */
	@Override
	public String toString() {
		return this.id.getName() + this.id.getTags();
	}

}
