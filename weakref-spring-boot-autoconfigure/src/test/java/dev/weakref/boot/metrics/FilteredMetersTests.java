package dev.weakref.boot.metrics;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weakref.Registration;
import dev.weakref.boot.metrics.FilteredRegistry.Filter;
import dev.weakref.boot.metrics.FilteredRegistry.Layout;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.WeakCollections;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Kinds of meters × filters of registries × registries: when one of two measured objects
 * goes, the registry has the meters that it would have if there had been the other one
 * only, and the meters of other owners.
 */
class FilteredMetersTests {

	private final Reaper reaper = Reaper.start();

	private final Subjects subjects = new Subjects(this.reaper);

	private final List<Object> held = new ArrayList<>();

	@AfterEach
	void close() {
		this.reaper.close();
		Reference.reachabilityFence(this.held);
	}

	@ParameterizedTest
	@MethodSource("kindsFiltersAndRegistries")
	void onlyTheMetersOfTheObjectThatWentAreRemoved(Kind kind, Filter filter, Layout layout) {
		FilteredRegistry bound = new FilteredRegistry(layout, filter);
		Gauge other = Gauge.builder("other", () -> 1).tag("name", "first").register(bound.filtered);
		MeterBinder meters = kind.bind(this.subjects, bound);
		bound.joinLate();
		Registration first = kind.add(this.subjects, "first", this.held);
		kind.add(this.subjects, "second", this.held);
		Set<Meter.Id> both = ids(bound.filtered);

		first.close();
		assertThat(ids(bound.filtered)).contains(other.getId());
		if (filter == Filter.MAXIMUM_ALLOWABLE_TAGS) {
			assertThat(ids(bound.filtered)).isSubsetOf(both);
		}
		else {
			assertThat(ids(bound.filtered)).isEqualTo(idsOfTheSecondOnly(kind, filter));
		}

		close(meters);
		assertThat(ids(bound.filtered)).containsExactly(other.getId());
		assertThat(bound.bound.getMeters()).hasSizeLessThanOrEqualTo(1);
	}

	private Set<Meter.Id> idsOfTheSecondOnly(Kind kind, Filter filter) {
		try (Reaper other = Reaper.start()) {
			Subjects alone = new Subjects(other);
			FilteredRegistry bound = new FilteredRegistry(Layout.ALONE, filter);
			Gauge.builder("other", () -> 1).tag("name", "first").register(bound.filtered);
			kind.bind(alone, bound);
			kind.add(alone, "second", this.held);
			return ids(bound.filtered);
		}
	}

	static Stream<Arguments> kindsFiltersAndRegistries() {
		return Stream.of(Kind.values())
			.flatMap((kind) -> Stream.of(Filter.values())
				.flatMap((filter) -> Stream.of(Layout.values()).map((layout) -> Arguments.of(kind, filter, layout))));
	}

	/**
	 * Where a filter ignores the tags that tell kinds apart, meters of several binders
	 * are one.
	 */
	@Test
	void bindersOfOneApplicationShareMeters() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		registry.config().meterFilter(MeterFilter.ignoreTags("kind", "name"));
		new WeakRefMeters(List.of(new DirectoryMeters(this.subjects.caches.directory()),
				new DirectoryMeters(this.subjects.signals.directory())))
			.bindTo(registry);
		Registration cache = Kind.CACHE.add(this.subjects, "images", this.held);
		Registration signal = Kind.SIGNAL.add(this.subjects, "orders", this.held);
		cache.close();
		assertThat(registry.get("weakref.live").gauges()).hasSize(1);
		signal.close();
		assertThat(registry.getMeters()).isEmpty();
	}

	private static Set<Meter.Id> ids(MeterRegistry registry) {
		return registry.getMeters().stream().map(Meter::getId).collect(Collectors.toSet());
	}

	private static void close(MeterBinder binder) {
		try {
			((AutoCloseable) binder).close();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Two objects of each kind that comes and goes; the others are there once.
	 */
	enum Kind {

		CACHE((subjects) -> new DirectoryMeters(subjects.caches.directory()),
				(subjects, name) -> subjects.caches.create(name), (subjects, name) -> subjects.caches.remove(name)),

		COLLECTION((subjects) -> new DirectoryMeters(subjects.collections.directory()),
				(subjects, name) -> subjects.collections.weakSet(name, KeyEquality.EQUALS),
				(subjects, name) -> subjects.collections.directory().remove(name)),

		MEMO((subjects) -> new DirectoryMeters(subjects.memoizers.directory()),
				(subjects, name) -> subjects.memoizers.memoize(name, (String text) -> text.length()),
				(subjects, name) -> subjects.memoizers.directory().remove(name)),

		REGISTRY((subjects) -> new DirectoryMeters(subjects.registry.directory()),
				(subjects, name) -> subjects.registry.group(name), (subjects, name) -> subjects.registry.remove(name)),

		SIGNAL((subjects) -> new DirectoryMeters(subjects.signals.directory()),
				(subjects, name) -> subjects.signals.create(name), (subjects, name) -> subjects.signals.remove(name)),

		LOCKS((subjects) -> new LockMeters(subjects.locks), (subjects, name) -> name, (subjects, name) -> {
		}),

		FINALIZERS((subjects) -> new FinalizerMeters(subjects.finalizers), (subjects, name) -> name,
				(subjects, name) -> {
				}),

		OBJECT((subjects) -> subjects.meters, Subjects::measure, Subjects::stopMeasuring);

		private final Function<Subjects, MeterBinder> binder;

		private final BiFunction<Subjects, String, Object> adding;

		private final BiConsumer<Subjects, String> removal;

		Kind(Function<Subjects, MeterBinder> binder, BiFunction<Subjects, String, Object> adding,
				BiConsumer<Subjects, String> removal) {
			this.binder = binder;
			this.adding = adding;
			this.removal = removal;
		}

		MeterBinder bind(Subjects subjects, FilteredRegistry bound) {
			MeterBinder meters = this.binder.apply(subjects);
			meters.bindTo(bound.bound);
			return meters;
		}

		Registration add(Subjects subjects, String name, List<Object> held) {
			held.add(this.adding.apply(subjects, name));
			return () -> this.removal.accept(subjects, name);
		}

	}

	/**
	 * The objects that are measured.
	 */
	private static final class Subjects {

		final WeakCaches caches;

		final WeakCollections collections;

		final Memoizers memoizers;

		final WeakRegistry registry;

		final Signals signals;

		final Map<String, WeakLocks> locks;

		final Finalizers finalizers;

		final WeakMeters meters;

		private final Map<String, List<Registration>> measurements = new HashMap<>();

		Subjects(Reaper reaper) {
			this.caches = new WeakCaches(reaper, (cache) -> {
			});
			this.collections = new WeakCollections(reaper);
			this.memoizers = new Memoizers(reaper);
			this.registry = new WeakRegistry(reaper);
			this.signals = new Signals(reaper);
			this.locks = Map.of("first", new WeakLocks(reaper), "second", new WeakLocks(reaper));
			this.finalizers = new Finalizers(new Referents(reaper));
			this.meters = new WeakMeters(reaper);
		}

		Object measure(String name) {
			StringBuilder object = new StringBuilder(name);
			WeakMeterBuilder<StringBuilder> builder = this.meters.of(object).tag("name", name);
			this.measurements.put(name,
					List.of(builder.gauge("weakref.length", StringBuilder::length),
							builder.counter("appended", StringBuilder::length),
							builder.timeGauge("age", TimeUnit.SECONDS, StringBuilder::length)));
			return object;
		}

		void stopMeasuring(String name) {
			this.measurements.getOrDefault(name, List.of()).forEach(Registration::close);
		}

	}

}
