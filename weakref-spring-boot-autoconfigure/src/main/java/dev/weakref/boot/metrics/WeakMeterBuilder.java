package dev.weakref.boot.metrics;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import dev.weakref.Registration;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Describes and registers meters of an object. Tags, description and base unit apply to
 * all meters that are registered afterwards.
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
	 * Adds a tag, such as the name of the object. There must not be too many values.
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
	 * Adds tags.
	 * @param keyValues keys and values in turn
	 * @return this builder
	 */
	public WeakMeterBuilder<T> tags(String... keyValues) {
		Objects.requireNonNull(keyValues, "'keyValues' must not be null");
		return tags(Tags.of(keyValues));
	}

	/**
	 * Adds tags.
	 * @param tags the tags
	 * @return this builder
	 */
	public WeakMeterBuilder<T> tags(Iterable<Tag> tags) {
		this.tags = this.tags.and(Objects.requireNonNull(tags, "'tags' must not be null"));
		return this;
	}

	/**
	 * Sets the description of the meters.
	 * @param description a sentence
	 * @return this builder
	 */
	public WeakMeterBuilder<T> description(@Nullable String description) {
		this.description = description;
		return this;
	}

	/**
	 * Sets the base unit of the value. A time gauge has its own unit and ignores this
	 * one.
	 * @param baseUnit the unit, such as {@code connections}
	 * @return this builder
	 */
	public WeakMeterBuilder<T> baseUnit(@Nullable String baseUnit) {
		this.baseUnit = baseUnit;
		return this;
	}

	/**
	 * Registers a gauge, as {@link WeakMeters} says.
	 * @param name its name
	 * @param function reads the value of the object
	 * @return removes the meter before its object is collected
	 * @throws dev.weakref.suitability.CapturedReferentException if the function is seen
	 * to hold the object
	 * @throws dev.weakref.suitability.LastingObjectException if the object is of a kind
	 * that is never collected
	 */
	public Registration gauge(String name, ToDoubleFunction<? super T> function) {
		return register(id(name, Meter.Type.GAUGE), null, function);
	}

	/**
	 * Registers a gauge of a time, as {@link WeakMeters} says.
	 * @param name its name
	 * @param unit the unit of the value
	 * @param function reads the value of the object
	 * @return removes the meter before its object is collected
	 * @throws dev.weakref.suitability.CapturedReferentException if the function is seen
	 * to hold the object
	 * @throws dev.weakref.suitability.LastingObjectException if the object is of a kind
	 * that is never collected
	 */
	public Registration timeGauge(String name, TimeUnit unit, ToDoubleFunction<? super T> function) {
		Objects.requireNonNull(unit, "'unit' must not be null");
		return register(id(name, Meter.Type.GAUGE), unit, function);
	}

	/**
	 * Registers a counter that reads a count of the object, as {@link WeakMeters} says.
	 * @param name its name
	 * @param function reads a value of the object that never decreases
	 * @return removes the meter before its object is collected
	 * @throws dev.weakref.suitability.CapturedReferentException if the function is seen
	 * to hold the object
	 * @throws dev.weakref.suitability.LastingObjectException if the object is of a kind
	 * that is never collected
	 */
	public Registration counter(String name, ToDoubleFunction<? super T> function) {
		return register(id(name, Meter.Type.COUNTER), null, function);
	}

	private Registration register(Meter.Id id, @Nullable TimeUnit unit, ToDoubleFunction<? super T> function) {
		Objects.requireNonNull(function, "'function' must not be null");
		return this.meters.add(this.object, function, id, unit);
	}

	private Meter.Id id(String name, Meter.Type type) {
		Objects.requireNonNull(name, "'name' must not be null");
		return new Meter.Id(name, this.tags, this.baseUnit, this.description, type);
	}

}
