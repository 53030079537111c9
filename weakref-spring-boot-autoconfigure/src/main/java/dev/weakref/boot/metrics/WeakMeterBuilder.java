package dev.weakref.boot.metrics;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.ToDoubleFunction;

import dev.weakref.Registration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Describes a meter of an object, and registers it. Further meters of the same object can
 * be registered in the same way; what was said before holds for them too unless it is
 * said anew.
 *
 * @param <T> the type of the object
 */
public final class WeakMeterBuilder<T> {

	private final WeakMeters meters;

	private final T object;

	private Tags tags = Tags.empty();

	private @Nullable String description;

	private @Nullable String baseUnit;

	WeakMeterBuilder(WeakMeters meters, T object) {
		this.meters = meters;
		this.object = object;
	}

	/**
	 * Add a tag. What tells objects of one type apart belongs here, if there are not too
	 * many of them.
	 * @param key its key
	 * @param value its value
	 * @return this builder
	 */
	public WeakMeterBuilder<T> tag(String key, String value) {
		Objects.requireNonNull(key, "'key' must not be null");
		Objects.requireNonNull(value, "'value' must not be null");
		return tags(Tags.of(key, value));
	}

	/**
	 * Add tags.
	 * @param keyValues keys and values in turn
	 * @return this builder
	 */
	public WeakMeterBuilder<T> tags(String... keyValues) {
		Objects.requireNonNull(keyValues, "'keyValues' must not be null");
		return tags(Tags.of(keyValues));
	}

	/**
	 * Add tags.
	 * @param tags the tags
	 * @return this builder
	 */
	public WeakMeterBuilder<T> tags(Iterable<Tag> tags) {
		this.tags = this.tags.and(Objects.requireNonNull(tags, "'tags' must not be null"));
		return this;
	}

	/**
	 * Say what the meter tells.
	 * @param description a sentence
	 * @return this builder
	 */
	public WeakMeterBuilder<T> description(@Nullable String description) {
		this.description = description;
		return this;
	}

	/**
	 * Say what the value counts; a time gauge has its own unit.
	 * @param baseUnit the unit, such as {@code connections}
	 * @return this builder
	 */
	public WeakMeterBuilder<T> baseUnit(@Nullable String baseUnit) {
		this.baseUnit = baseUnit;
		return this;
	}

	/**
	 * Register a gauge, as {@link WeakMeters} says.
	 * @param name its name
	 * @param function reads the value of the object
	 * @return to remove it by hand, which is not needed for its end
	 * @throws dev.weakref.suitability.CapturedReferentException if the function is seen
	 * to hold the object
	 * @throws dev.weakref.suitability.LastingObjectException if the object is of a kind
	 * that is never collected
	 */
	public Registration gauge(String name, ToDoubleFunction<? super T> function) {
		return register(id(name, Meter.Type.GAUGE), function, WeakMeterBuilder::registerGauge);
	}

	/**
	 * Register a gauge of a time, as {@link WeakMeters} says.
	 * @param name its name
	 * @param unit the unit of the value
	 * @param function reads the value of the object
	 * @return to remove it by hand, which is not needed for its end
	 * @throws dev.weakref.suitability.CapturedReferentException if the function is seen
	 * to hold the object
	 * @throws dev.weakref.suitability.LastingObjectException if the object is of a kind
	 * that is never collected
	 */
	public Registration timeGauge(String name, TimeUnit unit, ToDoubleFunction<? super T> function) {
		Objects.requireNonNull(unit, "'unit' must not be null");
		return register(id(name, Meter.Type.GAUGE), function, (group, meter) -> group.timeGauge(meter.id().getName(),
				Tags.of(meter.id().getTags()), meter.id().getDescription(), meter, unit, WeakMeter::value));
	}

	/**
	 * Register a counter of what the object itself counts, as {@link WeakMeters} says.
	 * @param name its name
	 * @param function reads a value of the object that never decreases
	 * @return to remove it by hand, which is not needed for its end
	 * @throws dev.weakref.suitability.CapturedReferentException if the function is seen
	 * to hold the object
	 * @throws dev.weakref.suitability.LastingObjectException if the object is of a kind
	 * that is never collected
	 */
	public Registration counter(String name, ToDoubleFunction<? super T> function) {
		return register(id(name, Meter.Type.COUNTER), function, WeakMeterBuilder::registerCounter);
	}

	private Registration register(Meter.Id id, ToDoubleFunction<? super T> function,
			BiConsumer<MeterGroup, WeakMeter<T>> registration) {
		Objects.requireNonNull(function, "'function' must not be null");
		return this.meters.add(this.object, function, id, registration);
	}

	private Meter.Id id(String name, Meter.Type type) {
		Objects.requireNonNull(name, "'name' must not be null");
		return new Meter.Id(name, this.tags, this.baseUnit, this.description, type);
	}

	private static void registerGauge(MeterGroup group, WeakMeter<?> meter) {
		Meter.Id id = meter.id();
		group.gauge(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), id.getDescription(), meter,
				WeakMeter::value);
	}

	private static void registerCounter(MeterGroup group, WeakMeter<?> meter) {
		Meter.Id id = meter.id();
		group.counter(id.getName(), Tags.of(id.getTags()), id.getBaseUnit(), id.getDescription(), meter,
				WeakMeter::value);
	}

}
