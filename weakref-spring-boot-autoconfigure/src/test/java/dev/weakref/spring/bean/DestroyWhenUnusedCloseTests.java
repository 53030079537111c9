package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.spring.bean.ExportApplication.Events;
import dev.weakref.spring.bean.ExportApplication.Export;
import dev.weakref.testsupport.Farewell;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DestroyWhenUnused} when the application context is closed.
 */
@ExtendWith(OutputCaptureExtension.class)
class DestroyWhenUnusedCloseTests {

	private final ApplicationContextRunner contextRunner = ExportApplication.runner();

	@Test
	void theRestIsDestroyedAtCloseNewestFirst() {
		List<Object> held = new ArrayList<>();
		Events events = new Events();
		this.contextRunner.withBean("events", Events.class, () -> events).run((context) -> {
			for (String name : List.of("first", "second", "third")) {
				held.add(context.getBean(Export.class).name(name));
			}
			ExportApplication.collect(context, held.get(1));
			GarbageCollector.awaitUntil("the second is destroyed", () -> !events.isEmpty());
		});
		assertThat(events.list()).containsExactly("closed second on weakref-reaper",
				"closed third on weakref-finalizers-close", "closed first on weakref-finalizers-close");
		assertThat(held).hasSize(3);
	}

	@Test
	void atCloseUsersEndBeforeTheBeanAndWhatItDependsOnAfterIt() {
		Events events = new Events();
		List<Object> held = new ArrayList<>();
		this.contextRunner.withBean("events", Events.class, () -> events)
			.withUserConfiguration(Chain.class)
			.run((context) -> {
				held.add(context.getBean(Export.class));
				context.getBean(Chain.User.class);
			});
		assertThat(held).hasSize(1);
		assertThat(events.list()).containsExactly("user: open", "bean", "service",
				"closed null on weakref-finalizers-close");
	}

	@Test
	void aBeanMayBeMadeAfterTheCloseOfTheFinalizersAndIsNotDestroyed(CapturedOutput output) {
		Events events = new Events();
		List<Object> made = new ArrayList<>();
		List<Object> held = new ArrayList<>();
		this.contextRunner.withBean("events", Events.class, () -> events)
			.withBean("prototype", Export.class, () -> new Export(events), Farewell::isPrototype)
			.withBean(Farewell.class, () -> new Farewell(made))
			.run((context) -> held.add(context.getBean("prototype", Export.class).name("early")));
		assertThat(made).hasSize(1);
		assertThat(held).hasSize(1);
		assertThat(events.list()).containsExactly("closed early on weakref-finalizers-close");
		assertThat(output).contains("The bean 'prototype' is created while Finalizers is not available");
	}

	@Test
	void noBeanIsDestroyedAtCloseIfThatIsSwitchedOff() {
		Events events = new Events();
		List<Object> held = new ArrayList<>();
		this.contextRunner.withBean("events", Events.class, () -> events)
			.withPropertyValues("weakref.finalizers.run-on-close=false")
			.run((context) -> held.add(context.getBean(Export.class)));
		assertThat(events.list()).isEmpty();
	}

	@Test
	void aChildContextDestroysItsOwnBeans() {
		this.contextRunner.run((context) -> {
			Export ofParent = context.getBean(Export.class).name("parent's");
			Export ofChild;
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(context);
				child.register(WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class,
						Export.class);
				child.refresh();
				ofChild = child.getBean(Export.class).name("child's");
			}
			assertThat(context.getBean(Events.class).list())
				.containsExactly("closed child's on weakref-finalizers-close");
			Reference.reachabilityFence(ofParent);
			Reference.reachabilityFence(ofChild);
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class Chain {

		@Bean
		@Lazy
		User user(Middle middle, Events events) {
			return new User(middle, events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Middle middle(Service service, Events events) {
			return new Middle(service, events);
		}

		@Bean
		@Lazy
		Service service(Events events) {
			return new Service(events);
		}

		record User(Middle middle, Events events) implements DisposableBean {

			@Override
			public void destroy() {
				this.events.add("user: " + this.middle.state());
			}

		}

		static class Middle implements DisposableBean {

			private final Service service;

			private final Events events;

			Middle(Service service, Events events) {
				this.service = service;
				this.events = events;
			}

			String state() {
				return this.service.state;
			}

			@Override
			public void destroy() {
				this.events.add((this.service.state.equals("open")) ? "bean" : "bean without its service");
			}

		}

		static class Service implements DisposableBean {

			private final Events events;

			private String state = "open";

			Service(Events events) {
				this.events = events;
			}

			@Override
			public void destroy() {
				this.state = "closed";
				this.events.add("service");
			}

		}

	}

}
