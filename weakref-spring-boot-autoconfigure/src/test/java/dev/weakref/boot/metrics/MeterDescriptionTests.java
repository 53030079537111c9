package dev.weakref.boot.metrics;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the descriptions of meters that differ in a tag: Prometheus has one text for
 * all of a name, that of the first.
 */
class MeterDescriptionTests {

	private final Reaper reaper = Reaper.start();

	private final WeakCaches caches = new WeakCaches(this.reaper, (cache) -> {
	});

	private final Memoizers memoizers = new Memoizers(this.reaper);

	private final Finalizers finalizers = new Finalizers(new Referents(this.reaper));

	private final WeakRefMeters meters = new WeakRefMeters(
			List.of(new DirectoryMeters(this.caches.directory()), new DirectoryMeters(this.memoizers.directory()),
					new FinalizerMeters(this.finalizers), new ReaperMeters(this.reaper)));

	private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

	private final WeakCache<String, Object> cache = this.caches.create("images");

	private final Function<String, Integer> length = this.memoizers.memoize("length", String::length);

	@AfterEach
	void close() {
		this.meters.close();
		this.finalizers.close();
		this.reaper.close();
		Reference.reachabilityFence(List.of(this.cache, this.length));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cache_gets_total                   | The number of look-ups, by whether they found a value
			cache_load_total                   | The number of loads, by whether they gave a value
			weakref_memoized_gets_total        | The number of calls, by whether they were answered from memory
			weakref_finalizers_run_operations_total | The number of finalizers that were run, by what made them run
			""")
	void theDescriptionOfAMeterHoldsForEveryTag(String name, String description) {
		this.meters.bindTo(this.prometheus);
		assertThat(this.prometheus.scrape()).contains("# HELP " + name + " " + description + "\n");
	}

	@Test
	void metersOfOneNameHaveOneDescription() {
		this.meters.bindTo(this.prometheus);
		Map<String, ?> descriptions = this.prometheus.getMeters()
			.stream()
			.collect(groupingBy((meter) -> meter.getId().getName(),
					mapping((meter) -> meter.getId().getDescription(), toSet())));
		assertThat(descriptions).containsKeys("cache.gets", "weakref.live")
			.allSatisfy((name, said) -> assertThat((Iterable<?>) said).hasSize(1));
	}

	@Test
	void metersOfOneDescriptionAreStillThoseOfTheContextThatCameFirst() {
		this.meters.bindTo(this.prometheus);
		WeakCaches otherCaches = new WeakCaches(this.reaper, (cache) -> {
		});
		WeakCache<String, Object> same = otherCaches.create("images");
		DirectoryMeters otherMeters = new DirectoryMeters(otherCaches.directory());
		otherMeters.bindTo(this.prometheus);
		same.getIfPresent("key");
		otherMeters.close();
		assertThat(this.prometheus.get("cache.gets").functionCounters()).hasSize(2)
			.allSatisfy((counter) -> assertThat(counter.count()).isZero());
		this.meters.close();
		assertThat(this.prometheus.find("cache.gets").functionCounters()).isEmpty();
	}

}
