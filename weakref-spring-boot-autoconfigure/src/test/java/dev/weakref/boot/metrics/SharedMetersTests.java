package dev.weakref.boot.metrics;

import java.lang.ref.Reference;

import dev.weakref.Registration;
import dev.weakref.boot.metrics.FilteredRegistry.Filter;
import dev.weakref.boot.metrics.FilteredRegistry.Layout;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A meter that several owners share stays as long as one of them is left.
 */
class SharedMetersTests {

	private final Reaper reaper = Reaper.start();

	@AfterEach
	void close() {
		this.reaper.close();
	}

	@ParameterizedTest
	@EnumSource(Layout.class)
	void aMeterThatTwoObjectsShareReadsTheOneThatIsLeft(Layout layout) {
		FilteredRegistry bound = new FilteredRegistry(layout, Filter.IGNORED_TAGS);
		WeakMeters meters = new WeakMeters(this.reaper);
		meters.bindTo(bound.bound);
		bound.joinLate();
		Registration first = meters.of(new StringBuilder("a")).tag("name", "first").gauge("length", (it) -> 1);
		StringBuilder second = new StringBuilder("bb");
		meters.of(second).tag("name", "second").gauge("length", StringBuilder::length);
		Registration third = meters.of(second).tag("name", "third").gauge("length", StringBuilder::length);
		assertThat(bound.filtered.get("length").gauges()).singleElement().returns(1.0, Gauge::value);
		first.close();
		third.close();
		assertThat(bound.filtered.get("length").gauges()).singleElement().returns(2.0, Gauge::value);
		assertThat(bound.bound.get("length").gauge().value()).isEqualTo(2);
		Reference.reachabilityFence(second);
	}

	@ParameterizedTest
	@EnumSource(Layout.class)
	void theMeterOfAnotherOwnerInTheSamePlaceStays(Layout layout) {
		FilteredRegistry bound = new FilteredRegistry(layout, Filter.EVERYTHING_MAPPED);
		Gauge other = Gauge.builder("length", () -> 7).register(bound.filtered);
		WeakMeters meters = new WeakMeters(this.reaper);
		meters.bindTo(bound.bound);
		bound.joinLate();
		StringBuilder object = new StringBuilder("a");
		for (int i = 0; i < 2; i++) {
			Registration registration = meters.of(object).tag("name", "a").gauge("length", StringBuilder::length);
			meters.of(object).tag("name", "a").gauge("width", StringBuilder::length);
			assertThat(bound.filtered.find("mapped.width").gauge()).isNotNull();
			registration.close();
			assertThat(bound.filtered.getMeters()).contains(other);
		}
		meters.close();
		assertThat(bound.filtered.getMeters()).containsExactly(other);
		assertThat(other.value()).isEqualTo(7);
	}

	@Test
	void theMeterOfAnotherOwnerThatCameAfterTheRegistryWasClearedStays() {
		SimpleMeterRegistry registry = new SimpleMeterRegistry();
		WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
		});
		new DirectoryMeters(caches.directory()).bindTo(registry);
		Object cache = caches.create("images");
		Meter.Id id = registry.get("weakref.live").gauge().getId();
		registry.clear();
		Gauge other = Gauge.builder(id.getName(), () -> 7).tags(id.getTags()).register(registry);
		caches.remove("images");
		assertThat(registry.getMeters()).containsExactly(other);
		Reference.reachabilityFence(cache);
	}

}
