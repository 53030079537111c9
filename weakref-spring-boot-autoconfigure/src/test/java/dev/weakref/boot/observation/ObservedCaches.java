package dev.weakref.boot.observation;

import java.time.Duration;
import java.util.concurrent.Executor;

import dev.weakref.cache.Backing;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.MapBacking;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Caches whose loads are observed.
 */
final class ObservedCaches implements AutoCloseable {

	static final String NAME = "weakref.cache.load";

	final TestObservationRegistry registry = TestObservationRegistry.create();

	@Nullable WeakCacheLoadObservationConvention convention;

	private final Reaper reaper = Reaper.start();

	private final LoadObservations observations;

	ObservedCaches() {
		this.observations = new LoadObservations(() -> this.registry, () -> this.convention);
	}

	ObservedCaches(ObservationRegistry registry) {
		this.observations = new LoadObservations(() -> registry, () -> null);
	}

	WeakCache<String, Object> cache() {
		return builder().build();
	}

	/**
	 * Returns a cache in front of an engine.
	 */
	WeakCache<String, Object> near(Executor executor) {
		return near(new MapBacking<>(), executor);
	}

	WeakCache<String, Object> near(Backing<String, Object> engine, Executor executor) {
		return builder().backing(engine, (spec) -> spec.maxStaleness(Duration.ofHours(1)).executor(executor)).build();
	}

	private WeakCacheBuilder<String, Object> builder() {
		return WeakCache.<String, Object>builder("images", this.reaper).loadObserver(this.observations);
	}

	/**
	 * Begins an observation that is current until the scope is closed.
	 */
	Observation.Scope outer() {
		return Observation.start("outer", this.registry).openScope();
	}

	@Override
	public void close() {
		this.reaper.close();
	}

}
