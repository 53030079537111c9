package dev.weakref.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import dev.weakref.Kind;
import dev.weakref.Registration;
import dev.weakref.reaper.Reaper;
import dev.weakref.suitability.CapturedReferentException;
import dev.weakref.suitability.LastingObjectException;
import dev.weakref.suitability.OwnProxies;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers meters of objects that come and go. A meter is in every registry as long as
 * its object lives. It does not keep the object alive, and never reads {@code NaN}.
 *
 * <pre>{@code
 * meters.gauge(pool, "pool.idle", Pool::idle);
 *
 * meters.of(pool)
 *     .tag("pool", pool.name())
 *     .description("Connections in use")
 *     .baseUnit(BaseUnits.CONNECTIONS)
 *     .gauge("pool.active", Pool::active);
 * }</pre>
 *
 * Each thread that reads the meter calls the function, which holds the object during the
 * call. Before its first value the meter reads 0. If the function throws, the exception
 * is counted and logged, and the meter reads the last value. It also reads the last value
 * if the function returns {@code NaN}, and after the object has been collected until the
 * reaper thread has removed the meter, usually for milliseconds.
 * <p>
 * <strong>The function must not hold its object.</strong> The registries hold the
 * function, so an object that it has captured lives as long as they do:
 *
 * <pre>{@code
 * meters.gauge(pool, "pool.active", Pool::active);           // knows no pool
 * meters.gauge(pool, "pool.active", (p) -> p.active());      // knows no pool
 * meters.gauge(pool, "pool.active", (p) -> pool.active());   // refused: holds the pool
 * }</pre>
 *
 * A function that is seen to hold the object is refused. Longer paths to the object are
 * not found.
 * <p>
 * Name and tags belong to one object at a time: a new meter replaces the one of the same
 * name and tags. An object that is no longer used stays until it is collected, and its
 * successor may come before that. Objects that are in use together need a tag with
 * different values; {@link WeakMetersStatistics#replaced()} shows that one may be
 * missing.
 * <p>
 * A registry that has a meter of that name and tags from another owner, such as another
 * application context, keeps that one.
 * <p>
 * A filter of a registry can map the meters of several objects to one, for instance by
 * ignoring a tag. That meter reads the object that came first, then the next one, and is
 * removed with the last.
 * <p>
 * Registries that are bound later get the meters that exist; a meter that such a registry
 * refuses is logged. {@link #close()} removes all meters. After the reaper has been
 * closed, meters are no longer removed with their objects. Safe for use by any number of
 * threads. Registries are changed one at a time, so a filter or listener of a registry
 * must not wait for another thread that registers a meter here.
 */
public final class WeakMeters implements MeterBinder, AutoCloseable {

	private static final Logger logger = LoggerFactory.getLogger(WeakMeters.class);

	/** The name under which this instance is measured itself. */
	private static final String NAME = "weakMeters";

	/** Changes are made one at a time, so that no registry misses one or gets it late. */
	private final Map<Meter.Id, WeakMeter<?>> meters = new ConcurrentHashMap<>();

	private final List<MeterRegistry> registries = new ArrayList<>();

	private final List<MeterGroup> ownMeters = new ArrayList<>();

	private final OwnMeters registeredMeters = new OwnMeters();

	private final Set<String> replacedNames = ConcurrentHashMap.newKeySet();

	private final LongAdder registered = new LongAdder();

	private final LongAdder collected = new LongAdder();

	private final LongAdder replaced = new LongAdder();

	private final LongAdder failed = new LongAdder();

	private final Reaper reaper;

	private boolean closed;

	/**
	 * Creates an instance that has neither meters nor registries.
	 * @param reaper removes meters whose objects have been collected
	 */
	public WeakMeters(Reaper reaper) {
		this.reaper = reaper;
	}

	/**
	 * Registers a gauge without tags.
	 * @param object the object
	 * @param name the name of the gauge
	 * @param function reads the value of the object
	 * @param <T> the type of the object
	 * @return the registration, which removes the meter before its object is collected
	 * @throws CapturedReferentException if the function is seen to hold the object
	 * @throws LastingObjectException if the object is of a kind that is never collected
	 * @throws IllegalArgumentException if a registry has another kind of meter of that
	 * name
	 */
	public <T> Registration gauge(T object, String name, ToDoubleFunction<? super T> function) {
		return of(object).gauge(name, function);
	}

	/**
	 * Begins to describe meters of an object.
	 * @param object the object
	 * @param <T> the type of the object
	 * @return a builder, which holds the object
	 */
	public <T> WeakMeterBuilder<T> of(T object) {
		return new WeakMeterBuilder<>(this,
				OwnProxies.referent(Objects.requireNonNull(object, "'object' must not be null")));
	}

	/**
	 * Returns the counters.
	 * @return a snapshot
	 */
	public WeakMetersStatistics statistics() {
		return new WeakMetersStatistics(liveCount(), this.registered.sum(), this.collected.sum(), this.replaced.sum(),
				this.failed.sum());
	}

	@Override
	public synchronized void bindTo(MeterRegistry registry) {
		Objects.requireNonNull(registry, "'registry' must not be null");
		if (this.closed) {
			return;
		}
		this.registries.add(registry);
		this.ownMeters.add(MeterGroup.register(this.registeredMeters, registry, this::measureThese));
		this.meters.values().forEach((meter) -> bind(meter, registry));
	}

	private void bind(WeakMeter<?> meter, MeterRegistry registry) {
		try {
			meter.register(this.registeredMeters, registry);
		}
		catch (RuntimeException ex) {
			logger.warn("The meter {} could not be registered in {}, which was bound after it was made", meter,
					registry, ex);
		}
	}

	/**
	 * Removes all meters from the registries, which may outlive the application. Meters
	 * that are registered later are in no registry.
	 */
	@Override
	public synchronized void close() {
		this.closed = true;
		this.meters.values().forEach(WeakMeter::remove);
		this.meters.clear();
		this.ownMeters.forEach(MeterGroup::remove);
		this.ownMeters.clear();
		this.registries.clear();
	}

	<T> Registration add(T object, ToDoubleFunction<? super T> function, Meter.Id id, @Nullable TimeUnit unit) {
		this.reaper.suitability().requireCollectable(object);
		this.reaper.suitability()
			.requireNotHeld("The function of the meter '" + id.getName() + "'", function, "its object", object,
					"Use what it is given instead, as in gauge(pool, \"pool.active\", (p) -> p.active())");
		WeakMeter<T> meter = new WeakMeter<>(object, function, id, unit, this.failed);
		WeakMeter<?> other = put(meter);
		if (other != null && !other.isCollected()) {
			this.replaced.increment();
			mentionReplaced(other);
		}
		Registration watch = this.reaper.onCollected(object, () -> collected(meter));
		return () -> {
			watch.close();
			remove(meter);
		};
	}

	/**
	 * Adds a meter, and removes the one of the same name and tags.
	 * @return the removed meter, or {@code null} if there was none
	 */
	private synchronized @Nullable WeakMeter<?> put(WeakMeter<?> meter) {
		if (this.closed) {
			return null;
		}
		WeakMeter<?> other = this.meters.put(meter.id(), meter);
		if (other != null) {
			other.remove();
		}
		try {
			this.registries.forEach((registry) -> meter.register(this.registeredMeters, registry));
		}
		catch (RuntimeException ex) {
			remove(meter);
			throw ex;
		}
		this.registered.increment();
		return other;
	}

	private void mentionReplaced(WeakMeter<?> meter) {
		if (this.replacedNames.add(meter.id().getName())) {
			logger.info(
					"The meter {} measures another object from now on. If the earlier object is still in use, give"
							+ " the meter of each object its own tag; further meters of that name are not mentioned",
					meter);
		}
	}

	private void collected(WeakMeter<?> meter) {
		if (remove(meter)) {
			this.collected.increment();
		}
	}

	private synchronized boolean remove(WeakMeter<?> meter) {
		boolean removed = this.meters.remove(meter.id(), meter);
		if (removed) {
			meter.remove();
		}
		return removed;
	}

	private long liveCount() {
		return this.meters.values().stream().filter((meter) -> !meter.isCollected()).count();
	}

	private long estimatedSize() {
		return this.meters.size();
	}

	private void measureThese(MeterGroup group) {
		group.live(Kind.METER, NAME, this, WeakMeters::liveCount, WeakMeters::estimatedSize,
				(measured) -> measured.collected.sum());
		group.counter("weakref.meters.failures", Tags.empty(), BaseUnits.OPERATIONS,
				"The number of times that the function of a meter threw", this, (measured) -> measured.failed.sum());
	}

}
