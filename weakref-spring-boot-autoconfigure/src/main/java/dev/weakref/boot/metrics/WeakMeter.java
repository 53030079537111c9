package dev.weakref.boot.metrics;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What registries hold in the place of an object they measure. It refers weakly to the
 * object, and remembers the last value for the time between collection and removal.
 */
final class WeakMeter<T> {

	private static final Logger logger = LoggerFactory.getLogger(WeakMeters.class);

	/** Touched by {@link WeakMeters} under its lock only. */
	private final List<MeterGroup> groups = new ArrayList<>();

	private final AtomicBoolean failureReported = new AtomicBoolean();

	private final WeakReference<T> object;

	private final ToDoubleFunction<? super T> function;

	private final Meter.Id id;

	private final BiConsumer<MeterGroup, WeakMeter<T>> registration;

	private final LongAdder failures;

	private volatile double last;

	/**
	 * Create a meter that is in no registry.
	 * @param registration puts it into a group, by the id that is given here
	 * @param failures counts when the function throws
	 */
	WeakMeter(T object, ToDoubleFunction<? super T> function, Meter.Id id,
			BiConsumer<MeterGroup, WeakMeter<T>> registration, LongAdder failures) {
		this.object = new WeakReference<>(object);
		this.function = function;
		this.id = id;
		this.registration = registration;
		this.failures = failures;
	}

	Meter.Id id() {
		return this.id;
	}

	boolean isCollected() {
		return this.object.refersTo(null);
	}

	void register(OwnMeters meters, MeterRegistry registry) {
		this.groups.add(MeterGroup.register(meters, registry, (group) -> this.registration.accept(group, this)));
	}

	void remove() {
		this.groups.forEach(MeterGroup::remove);
		this.groups.clear();
	}

	/**
	 * The value of the object, or the last one if it has none or is gone.
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
	 * Name and tags.
	 */
	@Override
	public String toString() {
		return this.id.getName() + this.id.getTags();
	}

}
