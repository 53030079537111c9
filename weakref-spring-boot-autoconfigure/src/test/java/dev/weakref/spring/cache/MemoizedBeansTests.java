package dev.weakref.spring.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.weakref.boot.actuate.MemoDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Farewell;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefMemoizedAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class MemoizedBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class));

	@Test
	void memoizersAreABeanThatIsNotMadeBeforeItIsNeeded() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(Memoizers.class).hasSingleBean(MemoizedPostProcessor.class);
			assertThat(context.getBeanDefinitionNames()).contains("weakRefMemoizers");
		});
		this.contextRunner.run((context) -> assertThat(
				context.getSourceApplicationContext().getBeanFactory().containsSingleton("weakRefMemoizers"))
			.isFalse());
	}

	@Test
	void noBeanIsMadeTooEarly(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Styles.class).run((context) -> {
			assertThat(AopUtils.isAopProxy(context.getBean(Styles.class))).isTrue();
			assertThat(output).doesNotContain("is not eligible for getting processed");
		});
	}

	@Test
	void theFirstMemoizedBeanMayBeMadeWhileTheContextIsClosed(CapturedOutput output) {
		List<Object> made = new ArrayList<>();
		this.contextRunner.withBean("prototype", Styles.class, Styles::new, Farewell::isPrototype)
			.withBean(Farewell.class, () -> new Farewell(made))
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
		assertThat(output).contains("The bean 'prototype' is created while Memoizers is not available");
	}

	@Test
	void withoutAReaperThereIsNothing() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefMemoizedAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(Memoizers.class)
				.doesNotHaveBean(MemoizedPostProcessor.class));
	}

	@Test
	void aRoomOfTheUserWins() {
		this.contextRunner.withUserConfiguration(UserRoom.class, Styles.class).run((context) -> {
			assertThat(context).hasSingleBean(Memoizers.class).hasBean("userMemoizers");
			assertThat(context.getBean(Memoizers.class).directory().all()).hasSize(1);
		});
	}

	@Test
	void theReportTellsOfEachMethod() {
		this.contextRunner.withUserConfiguration(Styles.class)
			.withConfiguration(AutoConfigurations.of(WeakRefEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=weakrefs")
			.run((context) -> {
				Styles styles = context.getBean(Styles.class);
				styles.style(styles);
				styles.style(styles);
				WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
				MemoDescriptor expected = new MemoDescriptor("equals", 1, 1, 0, 1, 1, 0);
				Map<String, MemoDescriptor> memoized = Report.of(endpoint).section("memoized");
				assertThat(memoized).containsOnly(Map.entry("memoizedBeansTests.Styles.style", expected));
				assertThat(endpoint.weakRef("memoized", "memoizedBeansTests.Styles.style")).isEqualTo(expected);
				assertThat(endpoint.weakRef("memoized", "other")).isNull();
			});
	}

	@Test
	void eachMethodHasMeters() {
		this.contextRunner.withUserConfiguration(Styles.class)
			.withConfiguration(AutoConfigurations.of(WeakRefMetricsAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					PrometheusMetricsExportAutoConfiguration.class))
			.run((context) -> {
				Styles styles = context.getBean(Styles.class);
				styles.style(styles);
				styles.style(styles);
				String tag = "name=\"memoizedBeansTests.Styles.style\"";
				assertThat(context.getBean(PrometheusMeterRegistry.class).scrape()).contains(
						"weakref_live_objects{kind=\"memo\"," + tag + "} 1.0",
						"weakref_estimated_size_objects{kind=\"memo\"," + tag + "} 1.0",
						"weakref_collected_objects_total{kind=\"memo\"," + tag + "} 0.0",
						"weakref_memoized_gets_total{" + tag + ",result=\"hit\"} 1.0",
						"weakref_memoized_gets_total{" + tag + ",result=\"miss\"} 1.0");
			});
	}

	@Test
	void metersGoWithTheFunction() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(WeakRefMetricsAutoConfiguration.class,
					MetricsAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class,
					PrometheusMetricsExportAutoConfiguration.class))
			.run((context) -> {
				Memoizers memoizers = context.getBean(Memoizers.class);
				memoizers.createFamily("titles", 1, KeyEquality.EQUALS);
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.find("weakref.memoized.gets").tag("name", "titles").functionCounters()).hasSize(2);
				memoizers.directory().remove("titles");
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.noneMatch((id) -> "titles".equals(id.getTag("name")));
			});
	}

	static class Styles {

		@Memoized
		Object style(Object document) {
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserRoom {

		@Bean
		Memoizers userMemoizers(Reaper reaper) {
			return new Memoizers(reaper);
		}

	}

}
