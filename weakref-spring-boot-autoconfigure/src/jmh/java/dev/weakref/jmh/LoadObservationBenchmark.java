package dev.weakref.jmh;

import java.util.concurrent.TimeUnit;

import dev.weakref.boot.observation.LoadObservations;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Loading a value, and invalidating it: without an observer, with a registry that does
 * nothing, with one that has no handler, and with one that measures.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
@State(Scope.Benchmark)
public class LoadObservationBenchmark {

	@Param({ "none", "noop", "no-handler", "meters" })
	public String observer;

	private final Reaper reaper = Reaper.start();

	private final Object value = new Object();

	private WeakCache<Object, Object> cache;

	@Setup
	public void create() {
		WeakCacheBuilder<Object, Object> builder = WeakCache.builder("images", this.reaper);
		if (!this.observer.equals("none")) {
			ObservationRegistry registry = registry();
			builder.loadObserver(new LoadObservations(() -> registry, () -> null));
		}
		this.cache = builder.build();
	}

	private ObservationRegistry registry() {
		if (this.observer.equals("noop")) {
			return ObservationRegistry.NOOP;
		}
		ObservationRegistry registry = ObservationRegistry.create();
		if (this.observer.equals("meters")) {
			registry.observationConfig()
				.observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
		}
		return registry;
	}

	@TearDown
	public void close() {
		this.reaper.close();
	}

	/**
	 * The key of a thread.
	 */
	@State(Scope.Thread)
	public static class Key {

		final Object key = new Object();

	}

	@Benchmark
	public Object load(Key key) {
		Object loaded = this.cache.get(key.key, (absent) -> this.value);
		this.cache.invalidate(key.key);
		return loaded;
	}

}
