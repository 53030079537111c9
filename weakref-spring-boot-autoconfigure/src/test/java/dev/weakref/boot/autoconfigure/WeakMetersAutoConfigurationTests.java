package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.boot.actuate.MetersDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakMetersAutoConfiguration}.
 */
class WeakMetersAutoConfigurationTests {

	private final ApplicationContextRunner withoutRegistry = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakMetersAutoConfiguration.class,
				WeakRefEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	private final ApplicationContextRunner contextRunner = this.withoutRegistry
		.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
				CompositeMeterRegistryAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

	@Test
	void thereAreMetersAlsoWithoutARegistry() {
		this.withoutRegistry.run((context) -> {
			AtomicInteger object = new AtomicInteger();
			context.getBean(WeakMeters.class).gauge(object, "object.value", AtomicInteger::get);
			assertThat(context.getBean(WeakMeters.class).statistics().live()).isOne();
			Reference.reachabilityFence(object);
		});
	}

	@Test
	void thereAreNoMetersWithoutMicrometer() {
		this.withoutRegistry.withClassLoader(new FilteredClassLoader(MeterRegistry.class.getPackageName()))
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean("weakMeters")
				.doesNotHaveBean("weakRefsMetersSection")
				.hasSingleBean(WeakRefsEndpoint.class));
	}

	@Test
	void withoutAReaperThereAreNoMeters() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakMetersAutoConfiguration.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(WeakMeters.class));
	}

	@Test
	void metersOfTheUserWin() {
		this.contextRunner.withUserConfiguration(UserMeters.class)
			.run((context) -> assertThat(context).hasSingleBean(WeakMeters.class).hasBean("mine"));
	}

	@Test
	void aMeterOfABeanIsInTheRegistryOfTheContextUntilItIsClosed() {
		SimpleMeterRegistry shared = new SimpleMeterRegistry();
		this.withoutRegistry
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class))
			.withBean("shared", SimpleMeterRegistry.class, () -> shared)
			.withUserConfiguration(Measured.class)
			.run((context) -> assertThat(shared.get("object.value").gauge().value()).isEqualTo(42));
		assertThat(shared.getMeters()).extracting((meter) -> meter.getId().getName()).isEmpty();
	}

	@Test
	void aMeterIsInEveryRegistryOfTheContext() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(PrometheusMetricsExportAutoConfiguration.class))
			.withUserConfiguration(Measured.class)
			.withBean("other", SimpleMeterRegistry.class)
			.run((context) -> {
				assertThat(context.getBeansOfType(MeterRegistry.class)).hasSizeGreaterThan(2)
					.allSatisfy(
							(name, registry) -> assertThat(registry.get("object.value").gauge().value()).isEqualTo(42));
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains("object_value 42.0");
			});
	}

	@Test
	void aMeterGoesWithItsObject() {
		this.contextRunner.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			List<AtomicInteger> held = new ArrayList<>(List.of(new AtomicInteger(42)));
			WeakMeters meters = context.getBean(WeakMeters.class);
			meters.gauge(held.get(0), "object.value", AtomicInteger::get);
			assertThat(registry.get("object.value").gauge().value()).isEqualTo(42);
			held.clear();
			GarbageCollector.awaitUntil("the meter is gone", () -> registry.find("object.value").gauge() == null);
			GarbageCollector.awaitUntil("that is counted", () -> meters.statistics().collected() == 1);
			assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs()).extracting("meters")
				.isEqualTo(new MetersDescriptor(0, 1, 1, 0, 0));
		});
	}

	@Test
	void theEndpointReportsMeters() {
		this.contextRunner.withUserConfiguration(Measured.class).run((context) -> {
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			assertThat(Report.of(endpoint).meters()).isEqualTo(new MetersDescriptor(1, 1, 0, 0, 0));
			assertThat(JsonMapper.shared().writeValueAsString(Report.of(endpoint).meters()))
				.isEqualTo("{\"live\":1,\"registered\":1,\"collected\":0,\"replaced\":0,\"failed\":0}");
			assertThat(endpoint.weakRef("meters", "object.value")).isNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class UserMeters {

		@Bean
		WeakMeters mine(Reaper reaper) {
			return new WeakMeters(reaper);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Measured {

		@Bean
		AtomicInteger object(WeakMeters meters) {
			AtomicInteger object = new AtomicInteger(42);
			meters.gauge(object, "object.value", AtomicInteger::get);
			return object;
		}

	}

}
