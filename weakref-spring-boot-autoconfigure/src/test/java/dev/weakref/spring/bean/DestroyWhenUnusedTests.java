package dev.weakref.spring.bean;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

import dev.weakref.boot.actuate.BeansDescriptor;
import dev.weakref.boot.actuate.FinalizersDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.spring.bean.ExportApplication.Events;
import dev.weakref.spring.bean.ExportApplication.Export;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DestroyWhenUnused} while the application context is open.
 */
@ExtendWith(OutputCaptureExtension.class)
class DestroyWhenUnusedTests {

	private final ApplicationContextRunner contextRunner = ExportApplication.runner();

	private final ApplicationContextRunner withEndpoint = this.contextRunner
		.withConfiguration(AutoConfigurations.of(WeakRefEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=weakrefs");

	@Test
	void aDroppedBeanIsDestroyedAndAHeldOneIsNot(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Export held = context.getBean(Export.class).name("held");
			context.getBean(Export.class).name("dropped");
			Events events = context.getBean(Events.class);
			GarbageCollector.awaitUntil("the dropped bean is destroyed", () -> !events.isEmpty());
			GarbageCollector.run();
			assertThat(events.list()).containsExactly("closed dropped on weakref-reaper");
			assertThat(held.name()).isEqualTo("held");
		});
		assertThat(output).doesNotContain("not eligible for getting processed");
	}

	@Test
	void aBeanIsInUseUntilACallOfItReturns() {
		this.contextRunner.run((context) -> {
			CountDownLatch goOn = new CountDownLatch(1);
			CountDownLatch begun = new CountDownLatch(1);
			letItBeCompiled(context);
			Events events = context.getBean(Events.class);
			Background<Boolean> call = Background.run(() -> context.getBean(Export.class).work(begun, goOn));
			begun.await();
			GarbageCollector.run();
			assertThat(events.list()).isEmpty();
			goOn.countDown();
			assertThat(call.result()).isTrue();
			GarbageCollector.awaitUntil("the bean is destroyed", () -> events.list().size() == 2);
			assertThat(events.list()).containsExactly("worked", "closed null on weakref-reaper");
		});
	}

	@Test
	void destroyMethodsRunAsForSingletons() {
		this.contextRunner.withUserConfiguration(Destroyed.class).run((context) -> {
			Events events = context.getBean(Events.class);
			ExportApplication.collect(context, context.getBean("everything"));
			GarbageCollector.awaitUntil("everything has run", () -> events.list().size() == 2);
			assertThat(events.list()).containsExactly("pre-destroy", "destroy");
			ExportApplication.collect(context, context.getBean("named"));
			GarbageCollector.awaitUntil("the named method has run", () -> events.list().size() == 3);
			assertThat(events.list()).endsWith("stop");
			ExportApplication.collect(context, context.getBean("inferred"));
			GarbageCollector.awaitUntil("the inferred method has run", () -> events.list().size() == 4);
			assertThat(events.list()).endsWith("shutdown");
		});
	}

	@Test
	void aDestroyMethodThatFailsIsLoggedAndTheNextOneRuns(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Destroyed.class).run((context) -> {
			Events events = context.getBean(Events.class);
			ExportApplication.collect(context, context.getBean("failing"));
			ExportApplication.collect(context, context.getBean("named"));
			GarbageCollector.awaitUntil("the next one has run", () -> events.list().contains("stop"));
			assertThat(output).contains("'failing'", "no more room");
		});
	}

	@Test
	void destroyMethodsRunOnTheCallbackExecutor() {
		this.contextRunner.withPropertyValues("weakref.callbacks.executor=cleaner")
			.withBean("cleaner", Executor.class, () -> (task) -> new Thread(task, "cleaner").start())
			.run((context) -> {
				Events events = context.getBean(Events.class);
				ExportApplication.collect(context, context.getBean(Export.class));
				GarbageCollector.awaitUntil("the bean is destroyed", () -> !events.isEmpty());
				assertThat(events.list()).containsExactly("closed null on cleaner");
			});
	}

	@Test
	void theEndpointCountsWhatIsInUseAndWhatWasDestroyed() {
		this.withEndpoint.run((context) -> {
			Export first = context.getBean(Export.class);
			Export second = context.getBean(Export.class);
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			assertThat(Report.of(endpoint).finalizers().pending()).isEqualTo(2);
			ExportApplication.collect(context, first);
			GarbageCollector.awaitUntil("it is counted as destroyed",
					() -> Report.of(endpoint).finalizers().run().collected() == 1);
			assertThat(Report.of(endpoint).finalizers())
				.isEqualTo(new FinalizersDescriptor(1, new FinalizersDescriptor.RunDescriptor(1, 0, 0), 0, 0));
			BeansDescriptor exports = Report.of(endpoint).beans().get(Export.class.getName() + " (prototype)");
			assertThat(exports.registered()).isEqualTo(2);
			assertThat(exports.destroyed()).isOne();
			assertThat(second).isNotNull();
		});
	}

	@Test
	void anInstanceThatHasGivenItselfAwayIsToldAfterItsEnd() {
		this.withEndpoint.run((context) -> {
			List<Object> listeners = new ArrayList<>();
			context.getBean(Export.class).listenIn(listeners);
			String name = Export.class.getName() + " (prototype)";
			GarbageCollector.awaitUntil("it is told to be held", () -> {
				BeansDescriptor exports = Report.of(context.getBean(WeakRefsEndpoint.class)).beans().get(name);
				return exports.endedButLive() == 1;
			});
			assertThat(context.getBean(TrackedBeans.class).stream(Export.class))
				.containsExactly((Export) listeners.get(0));
			assertThat(context.getBean(Events.class).list()).hasSize(1);
		});
	}

	@Test
	void aBeanWithoutDefinitionIsLeftAlone() {
		this.contextRunner.run((context) -> {
			Export export = context.getAutowireCapableBeanFactory().createBean(Export.class);
			assertThat(export).isExactlyInstanceOf(Export.class);
			assertThat(context.getBeanFactory().containsSingleton("weakRefFinalizers")).isFalse();
		});
	}

	@Test
	void aBeanThatIsNotUsedIsNotMade() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(Finalizers.class).hasSingleBean(TrackedBeans.class);
			assertThat(context.getBeanFactory().getSingletonNames()).doesNotContain("weakRefReferents",
					"weakRefFinalizers", "weakRefTrackedBeans");
		});
	}

	@Test
	void withoutWhatServesBeansTheMarkHasNoEffect() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
			.withBean(Events.class)
			.withUserConfiguration(Export.class)
			.run((context) -> assertThat(context.getBean(Export.class)).isExactlyInstanceOf(Export.class));
	}

	/**
	 * In code that is not compiled a variable lives as long as its method.
	 */
	private static void letItBeCompiled(ApplicationContext context) {
		CountDownLatch open = new CountDownLatch(0);
		Export export = context.getBean(Export.class);
		for (int i = 0; i < 50_000; i++) {
			export.work(open, open);
		}
		ExportApplication.collect(context, export);
		Events events = context.getBean(Events.class);
		GarbageCollector.awaitUntil("that one is destroyed", () -> events.list().size() == 50_001);
		events.clear();
	}

	@Configuration(proxyBeanMethods = false)
	static class Destroyed {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Everything everything(Events events) {
			return new Everything(events);
		}

		@Bean(destroyMethod = "stop")
		@Scope("prototype")
		@DestroyWhenUnused
		Stoppable named(Events events) {
			return new Stoppable(events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Stoppable inferred(Events events) {
			return new Stoppable(events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		AutoCloseable failing() {
			return () -> {
				throw new IllegalStateException("no more room");
			};
		}

		static class Everything implements DisposableBean {

			private final Events events;

			Everything(Events events) {
				this.events = events;
			}

			@PreDestroy
			void end() {
				this.events.add("pre-destroy");
			}

			@Override
			public void destroy() {
				this.events.add("destroy");
			}

		}

		static class Stoppable {

			private final Events events;

			Stoppable(Events events) {
				this.events = events;
			}

			public void stop() {
				this.events.add("stop");
			}

			public void shutdown() {
				this.events.add("shutdown");
			}

		}

	}

}
