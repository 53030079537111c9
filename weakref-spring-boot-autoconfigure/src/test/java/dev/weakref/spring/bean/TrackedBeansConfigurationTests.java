package dev.weakref.spring.bean;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.weakref.boot.actuate.BeansDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.Farewell;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefFinalizersAutoConfiguration} and
 * {@link WeakRefTrackingAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrackedBeansConfigurationTests {

	private static final String MARKED = Marked.class.getName();

	private static final String BASKET = Basket.class.getName();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
						WeakRefTrackingAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class,
						WeakRefMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()))
		.withUserConfiguration(Baskets.class);

	@Test
	void onlyMarkedBeansAreTrackedUnlessToldOtherwise() {
		this.contextRunner.run((context) -> {
			makeAll(context);
			assertThat(names(context)).containsExactly(MARKED + " (prototype)", MARKED + " (thread)",
					"java.lang.StringBuilder (prototype)");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev.weakref.spring", "dev.weakref", "dev.weakref.none,dev.weakref.spring.bean" })
	void aPackageMeansAllBelowIt(String packages) {
		this.contextRunner.withPropertyValues("weakref.beans.track=" + packages).run((context) -> {
			makeAll(context);
			assertThat(names(context)).containsExactly(BASKET + " (prototype)", BASKET + " (thread)",
					MARKED + " (prototype)", MARKED + " (thread)", "java.lang.StringBuilder (prototype)");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev.weakref.spr", "com.example.orders", "scope:request", "java.util.List" })
	void whatDoesNotFitIsNotTracked(String track) {
		this.contextRunner.withPropertyValues("weakref.beans.track=" + track).run((context) -> {
			makeAll(context);
			assertThat(names(context)).hasSize(3).noneMatch((name) -> name.contains("Basket"));
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "dev.weakref.spring.bean.TrackedBeansConfigurationTests$Basket",
			"dev.weakref.spring.bean.TrackedBeansConfigurationTests.Basket", "java.lang.Cloneable" })
	void aTypeMeansItsSubtypesToo(String type) {
		this.contextRunner.withPropertyValues("weakref.beans.track=" + type).run((context) -> {
			makeAll(context);
			assertThat(names(context)).contains(BASKET + " (prototype)", BASKET + " (thread)");
		});
	}

	@Test
	void aScopeMeansAllItsBeans() {
		this.contextRunner.withPropertyValues("weakref.beans.track=scope:thread").run((context) -> {
			makeAll(context);
			assertThat(names(context)).contains(BASKET + " (thread)").doesNotContain(BASKET + " (prototype)");
		});
	}

	@Test
	void numbersAreInEndpointAndMeters() {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("management.endpoints.web.exposure.include=weakrefs")
			.run((context) -> {
				MeterRegistry meters = context.getBean(MeterRegistry.class);
				String name = MARKED + " (prototype)";
				assertThat(meters.find("weakref.ended.but.live").gauge()).isNull();
				Object held = context.getBean("prototype");
				context.getBean("prototype");
				GarbageCollector.awaitUntil("the dropped one is collected",
						() -> Report.of(context.getBean(WeakRefsEndpoint.class)).beans().get(name).collected() == 1);
				BeansDescriptor beans = Report.of(context.getBean(WeakRefsEndpoint.class)).beans().get(name);
				assertThat(beans).isEqualTo(new BeansDescriptor(1, 2, 0, 1, beans.oldestSeconds(), 0, null));
				assertThat(meters.get("weakref.live").tags("kind", "bean", "name", name).gauge().value()).isEqualTo(1);
				assertThat(meters.get("weakref.estimated.size").tags("kind", "bean", "name", name).gauge().value())
					.isEqualTo(1);
				assertThat(meters.get("weakref.collected").tags("kind", "bean", "name", name).functionCounter().count())
					.isEqualTo(1);
				assertThat(meters.get("weakref.ended.but.live").tags("kind", "bean", "name", name).gauge().value())
					.isZero();
				assertThat(held).isNotNull();
			});
	}

	@Test
	void theEndOfAScopeIsCounted() {
		this.contextRunner.run((context) -> {
			Object bean = context.getBean("threadScoped");
			context.getBeanFactory().destroyBean("threadScoped", bean);
			ManagedBeans beans = find(context, MARKED + " (thread)");
			assertThat(beans.destroyed()).isOne();
			assertThat(beans.registered()).isOne();
		});
	}

	@Test
	void theInstanceBehindAScopedProxyIsTracked() {
		this.contextRunner.run((context) -> {
			Marked proxy = context.getBean("proxied", Marked.class);
			assertThat(proxy.itself().get(0)).isNotSameAs(proxy);
			assertThat(context.getBean(TrackedBeans.class).stream(Marked.class))
				.containsExactly((Marked) proxy.itself().get(0));
		});
	}

	@Test
	void singletonsAreLeftAlone() {
		this.contextRunner.withPropertyValues("weakref.beans.track=" + Singleton.class.getName())
			.run((context) -> assertThat(names(context)).isEmpty());
	}

	@Test
	void onlyTrackedBeansGetARecordOfDestruction() {
		this.contextRunner.run((context) -> {
			makeAll(context);
			TrackingPostProcessor processor = context.getBean(TrackingPostProcessor.class);
			assertThat(List.of("singleton", "prototype", "plain"))
				.filteredOn((name) -> processor.requiresDestruction(context.getBean(name)))
				.containsExactly("prototype");
		});
	}

	@Test
	void anApplicationWithoutTrackedBeansMakesNothingForThem() {
		this.contextRunner
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("weakRefTrackedBeans")).isFalse());
	}

	@Test
	void theUsersTrackedBeansWin() {
		this.contextRunner.withBean("mine", TrackedBeans.class, () -> new TrackedBeans(Reaper.start()))
			.run((context) -> assertThat(context).hasSingleBean(TrackedBeans.class).hasBean("mine"));
	}

	@Test
	void theRestDoesWithout() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class,
							WeakRefMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean(SimpleMeterRegistry.class)
			.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs())
				.doesNotContainKey("beans"));
	}

	@Test
	void thePartsOfTheReaperAreNotTracked(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(TrackedExecutor.class)
			.withPropertyValues("weakref.callbacks.executor=executor",
					"weakref.beans.track=" + TrackedExecutor.Pool.class.getName())
			.run((context) -> {
				assertThat(context).hasNotFailed();
				context.getBean("pool");
				assertThat(names(context)).containsExactly(TrackedExecutor.Pool.class.getName() + " (prototype)");
			});
		assertThat(output).contains("The bean 'pool' is created while TrackedBeans is not available");
	}

	@Test
	void theFirstTrackedBeanMayBeMadeWhileTheContextIsClosed(CapturedOutput output) {
		List<Object> made = new ArrayList<>();
		this.contextRunner.withBean(Farewell.class, () -> new Farewell(made))
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
		assertThat(output).contains("The bean 'prototype' is created while TrackedBeans is not available");
	}

	@Test
	void beansAreProcessedByAll(CapturedOutput output) {
		this.contextRunner.withBean(SimpleMeterRegistry.class)
			.withPropertyValues("management.endpoints.web.exposure.include=*", "weakref.beans.track=dev.weakref")
			.run(TrackedBeansConfigurationTests::makeAll);
		assertThat(output).doesNotContain("not eligible for getting processed");
	}

	private static void makeAll(AssertableApplicationContext context) {
		List.of("singleton", "prototype", "threadScoped", "plain", "plainThreadScoped", "foreign")
			.forEach(context::getBean);
	}

	private static List<String> names(AssertableApplicationContext context) {
		return context.getBean(TrackedBeans.class).directory().all().stream().map(ManagedBeans::name).toList();
	}

	private static ManagedBeans find(AssertableApplicationContext context, String name) {
		ManagedBeans beans = context.getBean(TrackedBeans.class).directory().find(name);
		assertThat(beans).isNotNull();
		return beans;
	}

	@Configuration(proxyBeanMethods = false)
	static class Baskets {

		@Bean
		Singleton singleton() {
			return new Singleton();
		}

		@Bean
		@Scope("prototype")
		Marked prototype() {
			return new Marked();
		}

		@Bean
		@Scope("thread")
		Marked threadScoped() {
			return new Marked();
		}

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Marked proxied() {
			return new Marked();
		}

		@Bean
		@Scope("prototype")
		Basket plain() {
			return new Basket();
		}

		@Bean
		@Scope("thread")
		Basket plainThreadScoped() {
			return new Basket();
		}

		@Bean
		@Scope("prototype")
		@Tracked
		StringBuilder foreign() {
			return new StringBuilder();
		}

	}

	@Tracked
	static class Singleton implements DisposableBean {

		@Override
		public void destroy() {
		}

	}

	@Tracked
	static class Marked {

		List<Object> itself() {
			return List.of(this);
		}

	}

	static class Basket implements Cloneable {

	}

	@Configuration(proxyBeanMethods = false)
	static class TrackedExecutor {

		@Bean
		Executor executor(Pool pool) {
			return (task) -> pool.accept(task);
		}

		@Bean
		@Scope("prototype")
		Pool pool() {
			return new Pool();
		}

		static class Pool implements Consumer<Runnable> {

			private final List<Runnable> tasks = new ArrayList<>();

			@Override
			public void accept(Runnable task) {
				this.tasks.add(task);
				task.run();
			}

		}

	}

}
