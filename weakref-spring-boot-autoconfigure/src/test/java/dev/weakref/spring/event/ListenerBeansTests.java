package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import dev.weakref.boot.actuate.ListenersDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.reaper.Reaper;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ApplicationEventMulticaster;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefListenersAutoConfiguration} and for what is seen of listeners.
 */
@ExtendWith(OutputCaptureExtension.class)
class ListenerBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class));

	private final ApplicationContextRunner watched = this.contextRunner
		.withConfiguration(AutoConfigurations.of(WeakRefEndpointAutoConfiguration.class,
				WeakRefMetricsAutoConfiguration.class, MetricsAutoConfiguration.class))
		.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	private final List<Object> heard = new ArrayList<>();

	@Test
	void publishedEventsReachWeakListeners() {
		this.contextRunner.run((context) -> {
			listen(context);
			context.publishEvent("hello");
			assertThat(this.heard).containsExactly("hello");
		});
	}

	@Test
	void listenersThatAreNotInjectedAreNotCreated(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Prototypes.class).run((context) -> {
			assertThat(context.getBean("plain")).isNotNull();
			assertThat(context.getBeanFactory().containsSingleton("weakApplicationListeners")).isFalse();
			assertThat(context.getBeanFactory().containsSingleton("weakRefReaper")).isTrue();
		});
		assertThat(output).doesNotContain("not eligible");
	}

	@Test
	void theUsersListenersWinAndServeAnnotatedMethodsToo() {
		this.contextRunner.withUserConfiguration(UserListeners.class, Listening.class).run((context) -> {
			assertThat(context).hasSingleBean(WeakApplicationListeners.class).hasBean("mine");
			PrototypeListener listener = context.getBean(PrototypeListener.class);
			context.publishEvent("hello");
			assertThat(listener.heard).containsExactly("hello");
			assertThat(context.getBean(WeakApplicationListeners.class).directory().all()).hasSize(1);
		});
	}

	@Test
	void withoutAReaperThereAreNoListeners() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefListenersAutoConfiguration.class))
			.run((context) -> assertThat(context).doesNotHaveBean(WeakApplicationListeners.class));
	}

	@Test
	void withoutMicrometerListenersHaveNoMeters() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(WeakRefMetricsAutoConfiguration.class))
			.withClassLoader(new FilteredClassLoader(MeterRegistry.class))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(WeakRefMetricsAutoConfiguration.class);
				listen(context);
				context.publishEvent("hello");
				assertThat(this.heard).containsExactly("hello");
			});
	}

	@Test
	void theRestDoesWithoutIfItIsExcluded() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
					WeakRefEndpointAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs())
				.doesNotContainKey("listeners"));
	}

	@Test
	void aChildContextHasListenersOfItsOwn() {
		this.contextRunner.run((parent) -> {
			WeakApplicationListeners ofParent = parent.getBean(WeakApplicationListeners.class);
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(parent);
				child.register(WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class);
				child.refresh();
				assertThat(child.getBean(WeakApplicationListeners.class)).isNotSameAs(ofParent);
				assertThat(child.getBean(Reaper.class)).isSameAs(parent.getBean(Reaper.class));
			}
		});
	}

	@Test
	void theEndpointReportsListenersByEventType() {
		this.watched.withUserConfiguration(Listening.class).run((context) -> {
			PrototypeListener listener = context.getBean(PrototypeListener.class);
			listen(context);
			context.getBean(WeakApplicationListeners.class).on(this, Integer.class, (owner, event) -> {
				throw new IllegalStateException("fails");
			});
			context.publishEvent("hello");
			try {
				context.publishEvent(1);
			}
			catch (IllegalStateException ex) {
				this.heard.add(ex.getMessage());
			}
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			assertThat(Report.of(endpoint).listeners())
				.containsEntry("java.lang.Integer", new ListenersDescriptor(1, 0, 1, 0, 1))
				.containsEntry("java.lang.String", new ListenersDescriptor(2, 0, 2, 0, 0));
			assertThat(JsonMapper.shared().writeValueAsString(endpoint.weakRef("listeners", "java.lang.Integer")))
				.isEqualTo("{\"live\":1,\"collected\":0,\"deliveries\":1,\"diedUncalled\":0,\"failed\":1}");
			assertThat(endpoint.weakRef("listeners", "java.lang.Long")).isNull();
			assertThat(listener.heard).isEqualTo(List.of("hello"));
		});
	}

	@Test
	void metersFollowTheListeners() {
		this.watched.withUserConfiguration(Listening.class).run((context) -> {
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			assertThat(meters.get("weakref.live").tag("kind", "listener").gauge().value()).isZero();
			drop(context);
			PrototypeListener held = context.getBean(PrototypeListener.class);
			GarbageCollector.awaitUntil("the dropped one is collected",
					() -> meters.get("weakref.collected")
						.tags("kind", "listener", "name", "java.lang.String")
						.functionCounter()
						.count() == 1);
			assertThat(meters.get("weakref.live").tags("kind", "listener", "name", "java.lang.String").gauge().value())
				.isEqualTo(1);
			assertThat(meters.get("weakref.estimated.size").tag("kind", "listener").gauge().value()).isEqualTo(1);
			context.getBean(WeakApplicationListeners.class).close();
			assertThat(meters.find("weakref.live").tag("kind", "listener").gauge()).isNull();
			assertThat(held.heard).isEmpty();
		});
	}

	@Test
	void theFirstListenerMayBeMadeWhileTheContextIsBeingClosed(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Hidden.class).run((context) -> {
			assertThat(context.getBeanFactory().containsSingleton("weakApplicationListeners")).isFalse();
			Hidden hidden = context.getBean(Hidden.class);
			context.close();
			assertThat(hidden.made).hasSize(1);
		});
		assertThat(output).contains("The bean 'late' is created while WeakApplicationListeners is not available");
	}

	@Test
	void listenersOfTheApplicationInAParentServeItsChildToo() {
		this.contextRunner.withUserConfiguration(UserListeners.class)
			.run((parent) -> this.contextRunner.withParent(parent)
				.withUserConfiguration(PublishesAtItsEnd.class)
				.run((child) -> {
					List<String> heard = new ArrayList<>();
					parent.getBean("mine", WeakApplicationListeners.class)
						.on(child, String.class, (owner, event) -> heard.add(event));
					child.getBean(Runnable.class).run();
					assertThat(heard).containsExactly("the end");
				}));
	}

	private void listen(ApplicationContext context) {
		context.getBean(WeakApplicationListeners.class)
			.on(this, String.class, (owner, event) -> owner.heard.add(event));
	}

	private static void drop(ApplicationContext context) {
		assertThat(context.getBean(PrototypeListener.class)).isNotNull();
	}

	@Configuration(proxyBeanMethods = false)
	static class Prototypes {

		@Bean
		@Scope("prototype")
		Object plain() {
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Listening {

		@Bean
		@Scope("prototype")
		PrototypeListener listener() {
			return new PrototypeListener();
		}

	}

	static class PrototypeListener {

		private final List<Object> heard = new ArrayList<>();

		@WeakEventListener
		void on(String event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserListeners {

		@Bean
		@Lazy
		WeakApplicationListeners mine(BeanFactory beanFactory, ApplicationEventMulticaster multicaster, Reaper reaper) {
			Executor executor = ForkJoinPool.commonPool();
			return new WeakApplicationListeners(beanFactory, multicaster, reaper, executor);
		}

	}

	/**
	 * Spring does not know of the listener before it is made.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		private final List<Object> made = new ArrayList<>();

		@Bean
		@Scope("prototype")
		Object late() {
			return new LateListener();
		}

		@Bean(destroyMethod = "run")
		Runnable atTheEnd(BeanFactory beanFactory) {
			return () -> this.made.add(beanFactory.getBean("late"));
		}

	}

	static class LateListener {

		@WeakEventListener
		void on(String event) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PublishesAtItsEnd {

		@Bean(destroyMethod = "run")
		Runnable atTheEnd(ApplicationContext context, WeakApplicationListeners listeners) {
			return () -> context.publishEvent("the end");
		}

	}

}
