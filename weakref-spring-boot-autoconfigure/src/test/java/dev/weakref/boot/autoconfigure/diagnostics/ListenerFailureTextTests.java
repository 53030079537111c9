package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.spring.event.WeakEventListener;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says about methods that cannot be weak listeners.
 */
class ListenerFailureTextTests extends AbstractFailureTextTests {

	@Test
	void aStaticMethodIsRefused() {
		assertThat(said(StaticMethod.class)).isEqualTo(description("StaticMethod.on(java.lang.String)", "staticMethod",
				"it is static, so it belongs to no instance.", "Make it an instance method, or write @EventListener."));
	}

	@Test
	void aPrivateMethodIsRefused() {
		assertThat(said(PrivateMethod.class)).isEqualTo(description("PrivateMethod.on(java.lang.String)",
				"privateMethod", "it is private.", "Make it package-private at least."));
	}

	@Test
	void aPrivateMethodOfASingletonIsRefused() {
		assertThat(said(Singleton.class)).contains("it is private.");
	}

	@Test
	void twoParametersAreRefused() {
		assertThat(said(TwoParameters.class)).isEqualTo(description("TwoParameters.on(java.lang.String, int)",
				"twoParameters", "it has 2 parameters.", "Leave the event as its only parameter."));
	}

	@Test
	void noParameterAndNoClassAreRefused() {
		assertThat(said(NoParameter.class)).isEqualTo(description("NoParameter.on()", "noParameter",
				"it has no parameter and its annotation names no event class.",
				"Give it the event as its parameter, or name the event's class in the annotation."));
	}

	@Test
	void aClassThatTheParameterCannotTakeIsRefused() {
		assertThat(said(WrongClass.class)).contains(
				"but it listens to java.lang.Integer, which its parameter of type java.lang.String does not accept.",
				"Action: Let its parameter be of a type that all its events have, or leave it out.");
	}

	@Test
	void aConditionThatIsNoExpressionIsRefused() {
		assertThat(said(NoExpression.class)).contains("but its condition '#event ==' is not a valid expression: ",
				"Action: Write an expression as for @EventListener, such as \"#event.amount > 10\".");
	}

	@Test
	void twoAnnotationsAreRefused() {
		assertThat(said(TwoAnnotations.class)).contains("but it carries another kind of @EventListener as well.",
				"Action: Remove one of the two.");
	}

	@Test
	void adviceThatWouldDoNothingIsRefused() {
		assertThat(said(Advised.class)).contains(
				"but it is called on the instance itself rather than on a proxy, so that its @Async would do nothing.",
				"Action: Write @WeakEventListener(async = true) instead.");
	}

	private String said(Class<?> bean) {
		String said = this.start.with("", Listeners.class, bean);
		return said.strip();
	}

	private static String description(String method, String bean, String reason, String action) {
		return "Description: The method " + ListenerFailureTextTests.class.getName() + "$" + method + " of the bean '"
				+ "listenerFailureTextTests." + Character.toUpperCase(bean.charAt(0)) + bean.substring(1)
				+ "' is annotated with @WeakEventListener, but " + reason + " Action: " + action;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefListenersAutoConfiguration.class)
	static class Listeners {

	}

	@Scope("prototype")
	static class StaticMethod {

		@WeakEventListener
		static void on(String event) {
		}

	}

	@Scope("prototype")
	static class PrivateMethod {

		@WeakEventListener
		private void on(String event) {
		}

	}

	static class Singleton {

		@WeakEventListener
		private void on(String event) {
		}

	}

	@Scope("prototype")
	static class TwoParameters {

		@WeakEventListener
		void on(String event, int more) {
		}

	}

	@Scope("prototype")
	static class NoParameter {

		@WeakEventListener
		void on() {
		}

	}

	@Scope("prototype")
	static class WrongClass {

		@WeakEventListener({ String.class, Integer.class })
		void on(String event) {
		}

	}

	@Scope("prototype")
	static class NoExpression {

		@WeakEventListener(condition = "#event ==")
		void on(String event) {
		}

	}

	@Scope("prototype")
	static class TwoAnnotations {

		@EventListener
		@WeakEventListener
		void on(String event) {
		}

	}

	@Scope("prototype")
	static class Advised {

		@Async
		@WeakEventListener
		void on(String event) {
		}

	}

}
