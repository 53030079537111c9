package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.weakref.boot.actuate.BeansDescriptor;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reference.Referents;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedException;
import dev.weakref.spring.bean.ManagedBeans;
import dev.weakref.spring.bean.Tracked;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.testsupport.GarbageCollector;
import jakarta.annotation.PreDestroy;
import org.junit.jupiter.api.Test;

import org.springframework.aot.AotDetector;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.SpringProperties;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for tracked beans and beans that are destroyed when unused in applications that
 * were processed ahead of time.
 */
@CompileWithForkedClassLoader
class BeansAheadOfTimeTests {

	private static final Map<String, Object> PROPERTIES = Map.of("management.endpoints.web.exposure.include",
			"weakrefs", "weakref.beans.track", Basket.class.getName());

	@Test
	void beansAreTrackedAndDestroyed() {
		run(process(UserBeans.class), (context) -> {
			List<String> events = context.getBean(Events.class).events;
			Referents referents = context.getBean(Referents.class);
			context.getBean(Basket.class);
			SimulatedCollector.collect(referents, context.getBean(Export.class));
			GarbageCollector.awaitUntil("the export is destroyed", () -> events.contains("export"));
			SimulatedCollector.collect(referents, context.getBean("stream"));
			GarbageCollector.awaitUntil("the stream is destroyed", () -> events.contains("stream"));
			assertThat(context.getBean(TrackedBeans.class).directory().all()).extracting(ManagedBeans::name)
				.hasSize(4)
				.contains(Basket.class.getName() + " (prototype)", Mark.class.getName() + " (prototype)",
						Export.class.getName() + " (prototype)");
		});
	}

	@Test
	void classesOfProxiesAreMadeAheadOfTime() {
		TestGenerationContext generation = process(UserBeans.class);
		String proxyClass = Export.class.getName() + "$$DestroyWhenUnused$$0";
		assertThat(generation.getGeneratedFiles().getGeneratedFiles(Kind.CLASS))
			.containsKey(proxyClass.replace('.', '/') + ".class");
		run(generation,
				(context) -> assertThat(context.getBean(Export.class).getClass().getName()).isEqualTo(proxyClass));
	}

	@Test
	void proxiesHaveHints() {
		TestGenerationContext generation = process(UserBeans.class);
		assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Stream.class)).accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(Export.class, "close"))
			.accepts(generation.getRuntimeHints());
	}

	@Test
	void theReportCanBeSerialized() {
		assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(BeansDescriptor.class, "endedButLive"))
			.accepts(process(UserBeans.class).getRuntimeHints());
	}

	@Test
	void aBeanThatCannotBeDestroyedFailsAheadOfTime() {
		assertThatExceptionOfType(DestroyWhenUnusedException.class).isThrownBy(() -> process(Unfit.class))
			.withMessageContaining("is final");
	}

	private static TestGenerationContext process(Class<?> configuration) {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		set(context);
		context.register(EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class, configuration,
				WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
				WeakRefTrackingAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class);
		TestGenerationContext generation = new TestGenerationContext();
		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		return generation;
	}

	private static void run(TestGenerationContext generation, Consumer<GenericApplicationContext> run) {
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			SpringProperties.setProperty(AotDetector.AOT_ENABLED, "true");
			try (GenericApplicationContext context = new GenericApplicationContext()) {
				set(context);
				initializer(compiled.getInstance(ApplicationContextInitializer.class)).initialize(context);
				context.refresh();
				run.accept(context);
			}
			finally {
				SpringProperties.setProperty(AotDetector.AOT_ENABLED, null);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static ApplicationContextInitializer<GenericApplicationContext> initializer(
			ApplicationContextInitializer<?> initializer) {
		return (ApplicationContextInitializer<GenericApplicationContext>) initializer;
	}

	private static void set(GenericApplicationContext context) {
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", PROPERTIES));
	}

	static class Events {

		final List<String> events = new CopyOnWriteArrayList<>();

	}

	@Scope("prototype")
	@DestroyWhenUnused
	static class Export {

		private final Events events;

		Export(Events events) {
			this.events = events;
		}

		@PreDestroy
		void close() {
			this.events.events.add("export");
		}

	}

	interface Stream {

	}

	static final class FileStream implements Stream, AutoCloseable {

		private final Events events;

		FileStream(Events events) {
			this.events = events;
		}

		@Override
		public void close() {
			this.events.events.add("stream");
		}

	}

	static class Basket {

	}

	@Tracked
	static class Mark {

	}

	/**
	 * Uses each kind of bean, as the run at build time sees it.
	 *
	 * @param export injected as a proxy
	 * @param mark injected as it is
	 */
	record Holder(Export export, Mark mark) {
	}

	@Configuration(proxyBeanMethods = false)
	@Import({ Events.class, Export.class })
	static class UserBeans {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Stream stream(Events events) {
			return new FileStream(events);
		}

		@Bean
		@Scope("prototype")
		Basket basket() {
			return new Basket();
		}

		@Bean
		@Scope("prototype")
		Mark mark() {
			return new Mark();
		}

		@Bean
		Holder holder(Export export, Mark mark) {
			return new Holder(export, mark);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Unfit {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		FileStream stream() {
			return new FileStream(new Events());
		}

	}

}
