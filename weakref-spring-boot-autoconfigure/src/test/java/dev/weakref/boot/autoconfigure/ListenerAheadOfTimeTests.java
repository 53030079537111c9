package dev.weakref.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.weakref.boot.actuate.ListenersDescriptor;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListener;
import org.junit.jupiter.api.Test;

import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for weak listeners of applications that were processed ahead of time.
 */
@CompileWithForkedClassLoader
class ListenerAheadOfTimeTests {

	@Test
	void annotatedAndRegisteredListenersAreCalled() {
		TestGenerationContext generation = process();
		run(generation, (context) -> {
			Tab first = context.getBean(Tab.class);
			Tab second = context.getBean(Tab.class);
			List<String> heard = new ArrayList<>();
			context.getBean(WeakApplicationListeners.class)
				.to(String.class)
				.condition("#root.event.payload == 'yes'")
				.on(first, (owner, event) -> heard.add(event));
			context.publishEvent("no");
			context.publishEvent("yes");
			assertThat(first.heard).containsExactly("yes");
			assertThat(second.heard).containsExactly("yes");
			assertThat(heard).containsExactly("yes");
		});
	}

	@Test
	void theErrorHandlerIsFound() {
		TestGenerationContext generation = process();
		run(generation, (context) -> {
			List<Throwable> handled = new ArrayList<>();
			context.getBean(SimpleApplicationEventMulticaster.class).setErrorHandler(handled::add);
			Object owner = new Object();
			context.getBean(WeakApplicationListeners.class).on(owner, Integer.class, (same, event) -> {
				throw new IllegalStateException("fails");
			});
			assertThatNoException().isThrownBy(() -> context.publishEvent(1));
			assertThat(handled).hasSize(1);
		});
	}

	@Test
	void reflectiveCallsHaveHints() throws ReflectiveOperationException {
		RuntimeHints hints = process().getRuntimeHints();
		assertThat(
				RuntimeHintsPredicates.reflection().onMethodInvocation(Tab.class.getDeclaredMethod("on", String.class)))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation(SimpleApplicationEventMulticaster.class.getDeclaredMethod("getErrorHandler")))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection()
			.onMethodInvocation("dev.weakref.spring.event.EventConditions$Root", "event")).accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(ListenersDescriptor.class, "live"))
			.accepts(hints);
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Tab.class.getDeclaredMethod("other")))
			.rejects(hints);
	}

	private static TestGenerationContext process() {
		AnnotationConfigApplicationContext atBuildTime = new AnnotationConfigApplicationContext();
		set(atBuildTime);
		atBuildTime.register(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class, Tabs.class,
				WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class,
				WeakRefEndpointAutoConfiguration.class);
		TestGenerationContext generation = new TestGenerationContext();
		new ApplicationContextAotGenerator().processAheadOfTime(atBuildTime, generation);
		generation.writeGeneratedContent();
		return generation;
	}

	@SuppressWarnings("unchecked")
	private static void run(TestGenerationContext generation, Consumer<GenericApplicationContext> run) {
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			try (GenericApplicationContext atRunTime = new GenericApplicationContext()) {
				set(atRunTime);
				compiled.getInstance(ApplicationContextInitializer.class).initialize(atRunTime);
				atRunTime.refresh();
				run.accept(atRunTime);
			}
		});
	}

	private static void set(GenericApplicationContext context) {
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("management.endpoints.web.exposure.include", "weakrefs")));
	}

	static class Tab {

		private final List<String> heard = new ArrayList<>();

		@WeakEventListener(condition = "#a0 == 'yes'")
		void on(String event) {
			this.heard.add(event);
		}

		void other() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Tabs {

		@Bean
		@Scope("prototype")
		Tab tab() {
			return new Tab();
		}

	}

}
