package dev.weakref.spring.bean;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.boot.actuate.FinalizersDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefEndpointAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMetricsAutoConfiguration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefFinalizersAutoConfiguration}.
 */
class FinalizerBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
			AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
					EndpointAutoConfiguration.class, WeakRefEndpointAutoConfiguration.class,
					WeakRefMetricsAutoConfiguration.class, MetricsAutoConfiguration.class));

	@Test
	void thereIsABeanOfEachKind() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(WeakRefs.class)
			.hasSingleBean(WeakMethods.class)
			.hasSingleBean(WeakProxies.class)
			.hasSingleBean(Finalizers.class)
			.hasSingleBean(TypeFinalizers.class));
	}

	@Test
	void theRestDoesWithoutIfItIsExcluded() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, EndpointAutoConfiguration.class,
					WeakRefEndpointAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class,
					MetricsAutoConfiguration.class))
			.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("management.endpoints.jmx.exposure.include=weakrefs", "spring.jmx.enabled=true")
			.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs())
				.doesNotContainKey("finalizers"));
	}

	@Test
	void theUsersFinalizersWin() {
		this.contextRunner.withBean("mine", Finalizers.class, () -> new Finalizers(new Referents(Reaper.start())))
			.run((context) -> assertThat(context).hasSingleBean(Finalizers.class).hasBean("mine"));
	}

	@Test
	void livingFinalizersRunWhenTheContextIsClosed() {
		List<String> events = new ArrayList<>();
		Object object = new Object();
		this.contextRunner.run((context) -> {
			context.getBean(Finalizers.class).register(object, "first", events::add);
			context.getBean(Finalizers.class).register(object, "second", events::add);
			assertThat(events).isEmpty();
		});
		assertThat(events).containsExactly("second", "first");
	}

	@Test
	void livingFinalizersDoNotRunAtCloseIfSwitchedOff() {
		List<String> events = new ArrayList<>();
		Object object = new Object();
		this.contextRunner.withPropertyValues("weakref.finalizers.run-on-close=false").run((context) -> {
			Finalizer<?> finalizer = context.getBean(Finalizers.class).register(object, "off", events::add);
			assertThat(finalizer.isRunOnClose()).isFalse();
		});
		assertThat(events).isEmpty();
	}

	@Test
	void theCloseTimeoutMustBePositive() {
		this.contextRunner.withPropertyValues("weakref.finalizers.close-timeout=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOfSatisfying(WeakRefConfigurationException.class, (ex) -> {
					assertThat(ex.property()).isEqualTo("weakref.finalizers.close-timeout");
					assertThat(ex.value()).isEqualTo(Duration.ZERO);
				}));
	}

	@Test
	void finalizersAreClosedAfterTheSingletonsThatUseThem() {
		List<String> events = new ArrayList<>();
		Object object = new Object();
		this.contextRunner.withUserConfiguration(UserConfiguration.class).run((context) -> {
			context.getBean(UserConfiguration.Holder.class).use(object, events);
		});
		assertThat(events).containsExactly("holder destroyed", "finalizer");
	}

	@Test
	void theLastingObjectsPolicyIsSet() {
		this.contextRunner.withPropertyValues("weakref.callbacks.lasting-objects=allow")
			.run((context) -> assertThat(
					context.getBean(Finalizers.class).register(1, new ArrayList<>(), List::clear).isPending())
				.isTrue());
	}

	@Test
	void theEndpointAndMetersTellWhatFinalizersDid() {
		this.contextRunner.withBean(MeterRegistry.class, SimpleMeterRegistry::new)
			.withPropertyValues("management.endpoints.web.exposure.include=weakrefs",
					"management.endpoints.jmx.exposure.include=weakrefs", "spring.jmx.enabled=true")
			.run((context) -> {
				Finalizers finalizers = context.getBean(Finalizers.class);
				Object object = new Object();
				List<String> events = new CopyOnWriteArrayList<>();
				finalizers.register(object, "pending", events::add);
				finalizers.register(object, "explicit", events::add).call();
				finalizers.register(object, "detached", events::add).detach();
				Object gone = new Object();
				finalizers.register(gone, "collected", events::add);
				SimulatedCollector.collect(context.getBean(Referents.class), gone);
				GarbageCollector.awaitUntil("the finalizer has run", () -> events.contains("collected"));
				GarbageCollector.awaitUntil("it is counted", () -> finalizers.statistics().collected() == 1);
				assertThat(Report.of(context.getBean(WeakRefsEndpoint.class)).finalizers())
					.isEqualTo(new FinalizersDescriptor(1, new FinalizersDescriptor.RunDescriptor(1, 1, 0), 1, 0));
				MeterRegistry registry = context.getBean(MeterRegistry.class);
				assertThat(registry.get("weakref.finalizers.pending").gauge().value()).isEqualTo(1);
				assertThat(registry.get("weakref.finalizers.run").tag("cause", "collected").functionCounter().count())
					.isEqualTo(1);
				assertThat(registry.get("weakref.callbacks").tag("kind", "finalizer").counter().count()).isEqualTo(1);
			});
	}

	@Test
	void theUsersFinalizersInAParentContextServeForItsChildren() {
		this.contextRunner.withUserConfiguration(OwnFinalizers.class)
			.run((parent) -> this.contextRunner.withParent(parent)
				.withUserConfiguration(UserConfiguration.class)
				.run((child) -> {
					assertThat(child.getBean(TypeFinalizers.class)).isNotNull();
					child.getBean(UserConfiguration.Holder.class).use(this, new ArrayList<>());
					assertThat(parent.getBean("ownFinalizers", Finalizers.class).statistics().pending()).isOne();
				}));
	}

	@Test
	void theUsersFinalizersInAChildContextWin() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent)
			.withUserConfiguration(OwnFinalizers.class, UserConfiguration.class)
			.run((child) -> {
				assertThat(child.getBean(TypeFinalizers.class)).isNotNull();
				child.getBean(UserConfiguration.Holder.class).use(this, new ArrayList<>());
				assertThat(child.getBean("ownFinalizers", Finalizers.class).statistics().pending()).isOne();
			}));
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnFinalizers {

		@Bean
		Finalizers ownFinalizers(Referents referents) {
			return new Finalizers(referents);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserConfiguration {

		@Bean
		Holder holder(Finalizers finalizers) {
			return new Holder(finalizers);
		}

		static class Holder implements DisposableBean {

			private final Finalizers finalizers;

			private List<String> events = new ArrayList<>();

			Holder(Finalizers finalizers) {
				this.finalizers = finalizers;
			}

			void use(Object object, List<String> events) {
				this.events = events;
				this.finalizers.register(object, "finalizer", events::add);
			}

			@Override
			public void destroy() {
				this.events.add("holder destroyed");
			}

		}

	}

}
