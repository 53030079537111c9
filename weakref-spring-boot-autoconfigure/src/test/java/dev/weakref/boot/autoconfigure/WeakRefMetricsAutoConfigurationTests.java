package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

import com.github.benmanes.caffeine.cache.CacheLoader;
import dev.weakref.Kind;
import dev.weakref.boot.metrics.DirectoryMeters;
import dev.weakref.boot.metrics.WeakRefMeters;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefMetricsAutoConfiguration}.
 */
class WeakRefMetricsAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class))
		.withPropertyValues("weakref.caches.images=");

	private final ApplicationContextRunner contextRunner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void thereAreNoMetersWithoutARegistry() {
		this.withoutRegistry
			.run((context) -> assertThat(context).doesNotHaveBean(WeakRefMeters.class).hasBean("images"));
	}

	@Test
	void thereAreNoMetersWithoutMicrometer() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader(MeterRegistry.class.getPackageName()))
			.run((context) -> assertThat(context).doesNotHaveBean("weakRefMeters").hasBean("images"));
	}

	@Test
	void aCacheHasTheUsualMetersAndOurs() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(namesOf(registry, "images")).containsExactlyInAnyOrder("cache.size", "cache.gets", "cache.gets",
					"cache.puts", "cache.evictions", "cache.load", "cache.load", "cache.load.duration", "weakref.live",
					"weakref.estimated.size", "weakref.collected", "weakref.retained", "weakref.reloads",
					"weakref.hits", "weakref.hits");
			assertThat(registry.get("cache.gets").tag("result", "miss").functionCounter().getId().getTags())
				.containsExactly(Tag.of("cache", "images"), Tag.of("cache.manager", "weak"), Tag.of("name", "images"),
						Tag.of("result", "miss"));
			assertThat(registry.get("weakref.live").tag("kind", "cache").gauge().getId().getTags())
				.containsExactly(Tag.of("kind", "cache"), Tag.of("name", "images"));
		});
	}

	@Test
	void metersReadTheCache() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			WeakCache<Object, Object> images = images(context);
			Object value = new Object();
			images.get("one", (key) -> value);
			images.getIfPresent("one");
			images.put("two", value);
			assertThat(registry.get("cache.size").gauge().value()).isEqualTo(2);
			assertThat(registry.get("weakref.live").tag("kind", "cache").gauge().value()).isEqualTo(2);
			assertThat(registry.get("weakref.estimated.size").tag("kind", "cache").gauge().value()).isEqualTo(2);
			assertThat(registry.get("cache.gets").tag("result", "hit").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("cache.gets").tag("result", "miss").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("cache.load").tag("result", "success").functionCounter().count()).isEqualTo(1);
			assertThat(registry.get("cache.puts").functionCounter().count()).isEqualTo(2);
			assertThat(registry.get("cache.load.duration").timeGauge().value()).isPositive();
			Reference.reachabilityFence(value);
		});
	}

	@Test
	void metersComeAndGoWithACacheMadeAtRunTime() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			WeakCaches caches = context.getBean(WeakCaches.class);
			WeakCache<Object, Object> made = caches.create("made");
			assertThat(namesOf(registry, "made")).hasSameSizeAs(namesOf(registry, "images"));
			caches.remove("made");
			assertThat(namesOf(registry, "made")).isEmpty();
			Reference.reachabilityFence(made);
		});
	}

	@Test
	void metersGoWithACacheThatIsCollected() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			context.getBean(WeakCaches.class).create("made");
			GarbageCollector.awaitUntil("the meters of the collected cache are gone", () -> {
				assertThat(valuesOf(registry)).doesNotContain(Double.NaN);
				return namesOf(registry, "made").isEmpty();
			});
			assertThat(namesOf(registry, "images")).isNotEmpty();
		});
	}

	@Test
	void metersAreInEveryRegistryAndLeaveEachOfThem() {
		this.contextRunner.withUserConfiguration(TwoRegistries.class).run((context) -> {
			List<MeterRegistry> registries = new ArrayList<>(context.getBeansOfType(MeterRegistry.class).values());
			assertThat(registries).hasSize(3).hasAtLeastOneElementOfType(CompositeMeterRegistry.class);
			WeakCaches caches = context.getBean(WeakCaches.class);
			WeakCache<Object, Object> made = caches.create("made");
			assertThat(registries)
				.allSatisfy((registry) -> assertThat(namesOf(registry, "made")).contains("weakref.live"));
			caches.remove(made.name());
			assertThat(registries).allSatisfy((registry) -> assertThat(namesOf(registry, "made")).isEmpty());
			assertThat(registries)
				.allSatisfy((registry) -> assertThat(namesOf(registry, "images")).contains("weakref.live"));
		});
	}

	@Test
	void aRegistryThatOutlivesTheContextKeepsNoMeterOfACache() {
		SimpleMeterRegistry shared = new SimpleMeterRegistry();
		this.withoutRegistry
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withBean("shared", SimpleMeterRegistry.class, () -> shared, (definition) -> {
			})
			.run((context) -> assertThat(namesOf(shared, "images")).isNotEmpty());
		assertThat(shared.getMeters()).extracting((meter) -> meter.getId().getName())
			.doesNotContain("weakref.reaper.backlog", "weakref.live", "cache.size", "cache.gets");
	}

	@Test
	void callbacksAreTimedAndCounted() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			Reaper reaper = context.getBean(Reaper.class);
			CallbackSource source = CallbackSource.of(Kind.CACHE, "images");
			reaper.callbacks().submit(source, () -> {
			});
			reaper.callbacks().submit(source, () -> {
				throw new IllegalStateException("on purpose");
			});
			reaper.close();
			assertThat(
					registry.get("weakref.callbacks").tag("outcome", "success").tag("kind", "cache").counter().count())
				.isEqualTo(1);
			assertThat(
					registry.get("weakref.callbacks").tag("outcome", "failure").tag("kind", "cache").counter().count())
				.isEqualTo(1);
			assertThat(registry.get("weakref.callback.duration").timer().count()).isEqualTo(2);
			assertThat(registry.get("weakref.reaper.lag").timer().count()).isEqualTo(2);
			assertThat(registry.get("weakref.reaper.backlog").gauge().value()).isZero();
		});
	}

	@Test
	void aFeatureWithoutABeanHasNoMeters() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withBean(Reaper.class, () -> Reaper.builder().start())
			.run((context) -> {
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				context.getBean(WeakRefMeters.class).bindTo(registry);
				assertThat(registry.getMeters()).extracting((meter) -> meter.getId().getName())
					.filteredOn((name) -> !name.equals("weakref.callbacks"))
					.containsExactlyInAnyOrder("weakref.callback.duration", "weakref.reaper.lag",
							"weakref.collection.latency", "weakref.reaper.backlog", "weakref.reaper.running");
			});
	}

	@Test
	void theBinderOfTheUserWins() {
		this.contextRunner.withUserConfiguration(UserBinder.class).run((context) -> {
			assertThat(context).getBean(WeakRefMeters.class).isSameAs(context.getBean("userMeters"));
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			assertThat(namesOf(registry, "images")).contains("weakref.live");
			assertThat(registry.find("weakref.reaper.backlog").meters()).isEmpty();
		});
	}

	@Test
	void aCacheOfSpringIsInTheSamePrometheusRegistry() {
		this.withoutRegistry.withUserConfiguration(Caching.class)
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
					CacheAutoConfiguration.class, CacheMetricsAutoConfiguration.class))
			.withPropertyValues("spring.cache.type=caffeine", "spring.cache.cache-names=pages",
					"spring.cache.caffeine.spec=recordStats")
			.run((context) -> {
				String scrape = context.getBean(PrometheusMeterRegistry.class).scrape();
				for (String meter : List.of("cache_size", "cache_puts_total", "cache_evictions_total",
						"cache_load_duration_seconds")) {
					assertThat(scrape).contains(meter + "{cache=\"images\",cache_manager=\"weak\",name=\"images\"} ",
							meter + "{cache=\"pages\",cache_manager=\"cacheManager\",name=\"pages\"} ");
				}
				for (String meter : List.of("cache_gets_total", "cache_load_total")) {
					assertThat(scrape).contains(
							meter + "{cache=\"images\",cache_manager=\"weak\",name=\"images\",result=",
							meter + "{cache=\"pages\",cache_manager=\"cacheManager\",name=\"pages\",result=");
				}
				assertThat(scrape).contains("weakref_live_objects{kind=\"cache\",name=\"images\"} 0.0")
					.doesNotContain("NaN");
			});
	}

	private static List<String> namesOf(MeterRegistry registry, String name) {
		return registry.getMeters()
			.stream()
			.map(Meter::getId)
			.filter((id) -> name.equals(id.getTag("name")))
			.map(Meter.Id::getName)
			.toList();
	}

	private static List<Double> valuesOf(MeterRegistry registry) {
		List<Double> values = new ArrayList<>();
		registry.getMeters()
			.forEach((meter) -> meter.measure().forEach((measurement) -> values.add(measurement.getValue())));
		return values;
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<Object, Object> images(ApplicationContext context) {
		return context.getBean("images", WeakCache.class);
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoRegistries {

		@Bean
		SimpleMeterRegistry one() {
			return new SimpleMeterRegistry();
		}

		@Bean
		SimpleMeterRegistry other() {
			return new SimpleMeterRegistry();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserBinder {

		@Bean
		WeakRefMeters userMeters(WeakCaches caches) {
			return new WeakRefMeters(List.of(new DirectoryMeters(caches.directory())));
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

		/** Only loading caches have meters of loads. */
		@Bean
		CacheLoader<Object, Object> loader() {
			return (key) -> key;
		}

	}

}
