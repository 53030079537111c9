package org.springframework.samples;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.FrameworkClasses;
import dev.weakref.spring.bean.Tracked;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.signal.WeakReceiver;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for an application in a package where Spring keeps applications, such as the
 * Petclinic.
 */
class SampleApplicationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
						WeakRefListenersAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class,
						WeakRefReceiversAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class))
		.withUserConfiguration(Clinic.class);

	@Test
	@SuppressWarnings("unchecked")
	void methodsOfASampleApplicationReceiveSignals() {
		this.contextRunner.run((context) -> {
			context.getBean("visits", Signal.class).send(null, "Leo");
			assertThat(context.getBean(Vet.class).pets()).containsExactly("Leo");
		});
	}

	@Test
	void methodsOfASampleApplicationAreMemoized() {
		this.contextRunner.run((context) -> {
			Vet vet = context.getBean(Vet.class);
			assertThat(vet.diagnose("Leo")).isSameAs(vet.diagnose("Leo"));
		});
	}

	@Test
	void beansOfASampleApplicationAreTracked() {
		this.contextRunner.run((context) -> {
			Visit visit = context.getBean(Visit.class);
			assertThat(context.getBean(TrackedBeans.class).stream(Visit.class)).containsExactly(visit);
		});
	}

	@Test
	void classesOfSpringItselfAreToldApart() {
		assertThat(FrameworkClasses.contains(Vet.class)).isFalse();
		assertThat(FrameworkClasses.contains(ApplicationContext.class)).isTrue();
	}

	@Configuration(proxyBeanMethods = false)
	static class Clinic {

		@Bean
		Signal<Object, String> visits(Signals signals) {
			return signals.create("visits");
		}

		@Bean
		Vet vet() {
			return new Vet();
		}

		@Bean
		@Scope("prototype")
		Visit visit() {
			return new Visit();
		}

	}

	static class Vet {

		private final List<String> pets = new ArrayList<>();

		List<String> pets() {
			return this.pets;
		}

		@WeakReceiver("visits")
		void expect(String pet) {
			this.pets.add(pet);
		}

		@Memoized
		Object diagnose(String pet) {
			return new Object();
		}

	}

	@Tracked
	static class Visit {

	}

}
