package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.signal.Signals;
import jakarta.annotation.PostConstruct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the text about a refused call that ends a start.
 */
class MisuseFailureTextTests extends AbstractFailureTextTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			capture | holds its owner of type                         | Use the owner that the receiver is given
			lasting | A java.lang.Integer is never collected          | Register the callback for an object of a class
			nothing | returned null for a key of type java.lang.String. | Throw an exception, or load an Optional
			loop    | is being computed by this thread                | A computation must not ask for its own result.
			""")
	void aCallThatIsRefusedInARunnerOrAnInitializationMethod(String call, String description, String action) {
		for (Class<?> place : new Class<?>[] { Runner.class, Initialized.class }) {
			assertThat(this.start.with("""
					weakref:
					  caches:
					    images:
					      references: weak-values
					call: %s
					""".formatted(call), place)).contains(description, "Action: " + action)
				.containsPattern("The call is at .*MisuseFailureTextTests.* Action:");
		}
	}

	static void call(String name, WeakCache<String, Object> images, Signals signals, Finalizers finalizers) {
		switch (name) {
			case "capture" -> {
				StringBuilder owner = new StringBuilder();
				signals.<Object, String>create("renamed").connect(owner, (same, event) -> owner.append(event));
			}
			case "lasting" -> finalizers.register(5, "five", (five) -> {
			});
			case "nothing" -> images.get("key", MisuseFailureTextTests::nothing);
			default -> images.get("key", (key) -> images.get(key, (again) -> new Object()));
		}
	}

	@SuppressWarnings("NullAway")
	private static @Nullable Object nothing(String key) {
		return null;
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefFinalizersAutoConfiguration.class)
	static class Runner {

		@Bean
		ApplicationRunner runner(Environment environment, WeakCache<String, Object> images, Signals signals,
				Finalizers finalizers) {
			return (arguments) -> call(environment.getRequiredProperty("call"), images, signals, finalizers);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefFinalizersAutoConfiguration.class)
	static class Initialized {

		private final Runnable call;

		Initialized(Environment environment, WeakCache<String, Object> images, Signals signals, Finalizers finalizers) {
			this.call = () -> call(environment.getRequiredProperty("call"), images, signals, finalizers);
		}

		@PostConstruct
		void initialize() {
			this.call.run();
		}

	}

}
