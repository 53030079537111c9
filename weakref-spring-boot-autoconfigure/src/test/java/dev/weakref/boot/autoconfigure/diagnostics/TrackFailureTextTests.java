package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says about {@code weakref.beans.track}.
 */
class TrackFailureTextTests extends AbstractFailureTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "com.example.*", "com..example", "com.example.", "order items", "scopes:session", "1.2" })
	void aNameThatIsNoneIsExplained(String text) {
		assertThat(this.start.with("""
				weakref:
				  beans:
				    track:
				    - com.example.orders
				    - "%s"
				""".formatted(text), Tracking.class)).contains(
				"The property weakref.beans.track[1] is '" + text + "' (set in ",
				FailedStart.setIn("5:7") + "), but that is not the name of a package, a type or a scope.",
				"Action: Write a package such as com.example.orders, a type such as com.example.orders.Basket, or a "
						+ "scope such as scope:session.");
	}

	@Test
	void aClassThatIsNotThereIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  beans:
				    track: com.example.orders, com.example.orders.Basket
				""", Tracking.class)).contains(
				"The property weakref.beans.track[1] is 'com.example.orders.Basket' (set in ",
				FailedStart.setIn("3:12") + "), but there is no class of that name on the class path.",
				"Action: Write the full name of the class or interface, or that of a package");
	}

	@ParameterizedTest
	@ValueSource(strings = { "conversation", "", "Session" })
	void aScopeThatIsNotThereIsExplained(String scope) {
		assertThat(this.start.with("weakref.beans.track: \"scope:" + scope + "\"", Tracking.class)).contains(
				"The property weakref.beans.track[0] is 'scope:" + scope + "' (set in ",
				"), but there is no scope of that name.",
				"Action: Write one of scope:application, scope:prototype, scope:request, ", "scope:session.");
	}

	@Test
	void singletonsAreRefused() {
		assertThat(this.start.with("weakref.beans.track: scope:singleton", Tracking.class)).contains(
				"but singletons live as long as the application context, so there is nothing to track.",
				"Action: Write another scope, such as scope:session.");
	}

	@Test
	void aKeyOfTheListThatDoesNotExistIsExplained() {
		assertThat(this.start.with("weakref.beans.tracks: com.example", Tracking.class)).contains(
				"There is no such configuration key: weakref.beans.tracks",
				"Action: Write weakref.beans.track instead of weakref.beans.tracks.");
	}

	@Test
	void theKeyInAnotherSectionIsExplained() {
		assertThat(this.start.with("weakref.registry.track: com.example", Tracking.class)).contains(
				"There is no such configuration key: weakref.registry.track",
				"Action: Write weakref.beans.track instead of weakref.registry.track.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "com.example: true", "- package: com.example" })
	void keysWhereThereIsAListAreExplained(String below) {
		assertThat(this.start.with("""
				weakref:
				  beans:
				    track:
				      %s
				""".formatted(below), Tracking.class)).contains(FailedStart.setIn("4:"),
				"Action: Write a list of packages, types and scopes in weakref.beans.track, such as "
						+ "com.example.orders or scope:session, with nothing below them.");
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WeakRefAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class })
	static class Tracking {

	}

}
