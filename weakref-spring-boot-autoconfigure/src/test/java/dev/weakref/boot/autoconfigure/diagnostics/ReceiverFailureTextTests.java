package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.spring.signal.WeakReceiver;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says about methods that cannot be receivers.
 */
class ReceiverFailureTextTests extends AbstractFailureTextTests {

	@Test
	void aSignalThatIsNotThereIsRefused() {
		assertThat(said(UnknownSignal.class)).isEqualTo("Description: The method " + UnknownSignal.class.getName()
				+ ".on(java.lang.String) of the bean 'receiverFailureTextTests.UnknownSignal' is annotated with "
				+ "@WeakReceiver, but there is no signal named 'orders'. Action: Declare it as a bean that is created by "
				+ "signals.create(\"orders\").");
	}

	@Test
	void aStaticMethodIsRefused() {
		assertThat(said(StaticMethod.class)).contains("but it is static, so it belongs to no instance.",
				"Action: Make it an instance method.");
	}

	@Test
	void threeParametersAreRefused() {
		assertThat(said(ThreeParameters.class)).contains("but it has 3 parameters.",
				"Action: Leave the event, or the sender and the event.");
	}

	@Test
	void anAnnotationWithoutASignalIsRefused() {
		assertThat(said(NoSignal.class)).contains("but its annotation names no signal.",
				"Action: Name the signal, as in @WeakReceiver(\"orders\").");
	}

	private String said(Class<?> bean) {
		return this.start.with("", Receivers.class, bean).strip();
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefReceiversAutoConfiguration.class)
	static class Receivers {

	}

	static class UnknownSignal {

		@WeakReceiver("orders")
		void on(String event) {
		}

	}

	static class StaticMethod {

		@WeakReceiver("orders")
		static void on(String event) {
		}

	}

	static class ThreeParameters {

		@WeakReceiver("orders")
		void on(Object sender, String event, int more) {
		}

	}

	static class NoSignal {

		@WeakReceiver
		void on(String event) {
		}

	}

}
