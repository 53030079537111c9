package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.concurrent.Executor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says about keys that do not exist, values of the wrong
 * kind, and names that are taken.
 */
class KeyFailureTextTests extends AbstractFailureTextTests {

	@Test
	void anUnknownReferenceModeIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      references: feeble
				""")).contains("The property weakref.caches.images.references is 'feeble' (set in ",
				FailedStart.setIn("4:19") + "), but that is none of its values.",
				"Action: Write one of [weak-values, weak-keys, weak-keys-and-values, soft-values].");
	}

	@Test
	void anUnknownKeyEqualityIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  cache-defaults:
				    key-equality: same
				""")).contains("The property weakref.cache-defaults.key-equality is 'same' (set in ",
				FailedStart.setIn("3:19"), "Action: Write one of [equals, identity].");
	}

	@Test
	void anUnknownClassIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      value-type: com.example.Nowhere
				""")).contains("The property weakref.caches.images.value-type is 'com.example.Nowhere' (set in ",
				FailedStart.setIn("4:19") + "), but there is no class of that name on the class path.",
				"Action: Write the full name of the class");
	}

	@Test
	void aPlaceholderWithoutAValueIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      value-type: ${type.of.images}
				""")).contains("The property weakref.caches.images.value-type is '${type.of.images}' (set in ",
				"but the placeholder in it has no value.",
				"Action: Set the property that it names, or give a default after a colon");
	}

	@Test
	void aListWhereOneValueIsMeantIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      references: [ weak-keys, weak-values ]
				""")).contains("Write one value for weakref.caches.images.references instead of a list.");
	}

	@Test
	void aKeyBelowAnItemOfAListIsNotMistakenForAList() {
		assertThat(this.start.with("""
				weakref:
				  beans:
				    track:
				      - package: com.example
				""")).contains("weakref.beans.track[0]").doesNotContain("instead of a list");
	}

	@Test
	void aDurationThatIsNoneIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      retain.expire-after-access: soon
				""")).contains("The property weakref.caches.images.retain.expire-after-access is 'soon' (set in ",
				"), but that is not a duration.", "Action: Write a number with a unit, such as 500ms, 30s, 5m or 1h.");
	}

	@Test
	void aNumberThatIsNoneIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      retain.maximum-size: many
				""")).contains("The property weakref.caches.images.retain.maximum-size is 'many' (set in ",
				"), but that is not a value of type Long.", "Action: Write a whole number.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					retain.maximum-size        | 100000000000000000000     | that is more than 9223372036854775807, the largest number
					retain.maximum-size        | "-100000000000000000000"  | the number must be positive
					retain.expire-after-access | 100000000000000000000s    | that is longer than the longest duration
					expire-after-write         | 9223372036854775807d      | that is longer than the longest duration
					value-type                 | java.util.List<String>    | there is no class of that name on the class path
					""")
	void theReasonIsThatOfTheValueRatherThanOfTheType(String key, String value, String reason) {
		assertThat(this.start.with("weakref.caches.images." + key + ": " + value))
			.contains("The property weakref.caches.images." + key + " is '" + value.replace("\"", "") + "' (set in ")
			.contains("), but " + reason + ".");
	}

	@ParameterizedTest
	@CsvSource({ "retain.maximum-size, 100", "retain.enabled, true", "references, weak-keys", "key-equality, identity",
			"expire-after-write, 5m" })
	void aKeyOfAllCachesWhereThereAreNamesIsExplained(String key, String value) {
		assertThat(this.start.with("weakref.caches." + key + ": " + value))
			.contains("Action: Instead of weakref.caches." + key + " write weakref.cache-defaults." + key
					+ " for all caches, or the name of one cache before it, such as weakref.caches.images." + key
					+ ".");
	}

	@Test
	void aBooleanThatIsNoneIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      retain.enabled: maybe
				""")).contains("The property weakref.caches.images.retain.enabled is 'maybe' (set in ",
				"Action: Write true or false.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					weakref                         | hello       | beans, cache-defaults, cache-manager, caches, callbacks, finalizers, observations.
					weakref                         | true        | beans, cache-defaults, cache-manager, caches, callbacks, finalizers, observations.
					weakref.caches.images           | weak-keys   | key-type, value-type, references, key-equality, retain.enabled, retain.maximum-size, retain.expire-after-access, expire-after-write, backing.enabled, backing.cache-manager, backing.cache, backing.invalidation, backing.max-staleness, backing.when-lost, backing.serve-local-for, backing.when-down, statistics.
					weakref.caches[a.b]             | 5           | key-type, value-type, references
					weakref.cache-defaults          | weak-values | key-type, value-type, references
					weakref.caches.imageCache.retain | true       | enabled, maximum-size, expire-after-access.
					weakref.caches[a.b].retain      | 100         | enabled, maximum-size, expire-after-access.
					weakref.cache-defaults.retain   | 100         | enabled, maximum-size, expire-after-access.
					weakref.caches.images.backing   | redis       | enabled, cache-manager, cache, invalidation, max-staleness, when-lost, serve-local-for, when-down.
					weakref.callbacks               | reaper      | executor, slow-threshold, wait-threshold, lasting-objects.
					weakref.beans                   | com.example | track.
					""")
	void aValueWhereThereAreKeysIsExplained(String key, String value, String keys) {
		assertThat(this.start.with("\"" + key + "\": " + value)).contains(
				"The property " + key + " is '" + value + "' (set in ",
				"), but it has keys below it rather than a value.",
				"Action: Write keys below it, each with its value: after '" + key + ".' there can be " + keys);
	}

	@Test
	void aValueWhereThereAreCachesIsExplained() {
		assertThat(this.start.with("weakref.caches: images")).contains(
				"The property weakref.caches is 'images' (set in ", "), but it has keys below it rather than a value.",
				"Action: Write each cache by its name, followed by a colon, with its settings below, "
						+ "such as weakref.caches.images.references.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			weakref.cache.images.references           | weakref.caches.images.references
			weakref.cache-default.references          | weakref.cache-defaults.references
			weakref.callback.executor                 | weakref.callbacks.executor
			weakref.callbacks.executer                | weakref.callbacks.executor
			weakref.callbacks.slow-treshold           | weakref.callbacks.slow-threshold
			weakref.caches.images.refrences           | weakref.caches.images.references
			weakref.caches.images.reference           | weakref.caches.images.references
			weakref.caches.images.retain.max-size     | weakref.caches.images.retain.maximum-size
			weakref.caches.images.maximum-size        | weakref.caches.images.retain.maximum-size
			weakref.caches.images.expire-after-access | weakref.caches.images.retain.expire-after-access
			weakref.caches[a.b].refrences             | weakref.caches[a.b].references
			weakref.cache-defaults.keytypes           | weakref.cache-defaults.key-type
			""")
	void aKeyThatIsNearlyRightIsExplained(String wrong, String right) {
		assertThat(this.start.with("\"" + wrong + "\": some")).contains(
				"There is no such configuration key: " + wrong + " (set in ", FailedStart.setIn("1:"),
				"Action: Write " + right + " instead of " + wrong + ".");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					weakref.something-else       | after 'weakref.' there can be beans, cache-defaults, cache-manager, caches, callbacks, finalizers, observations.
					weakref.callbacks.colour     | after 'weakref.callbacks.' there can be executor, slow-threshold, wait-threshold, lasting-objects.
					weakref.caches.images.colour | after 'weakref.caches.images.' there can be key-type, value-type, references
					""")
	void aKeyThatIsNotNearlyRightIsExplained(String wrong, String hint) {
		assertThat(this.start.with(wrong + ": some")).contains("Action: Remove " + wrong + ": " + hint);
	}

	@Test
	void severalWrongKeysAreExplainedTogether() {
		assertThat(this.start.with("""
				weakref:
				  callbacks:
				    executer: reaper
				  caches:
				    images:
				      refrences: weak-keys
				""")).contains("Write weakref.callbacks.executor instead of weakref.callbacks.executer.",
				"Write weakref.caches.images.references instead of weakref.caches.images.refrences.");
	}

	@Test
	void aWrongKeyIsShownBelowTheNameAsItIsWritten() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    imageCache:
				      retain.enabld: true
				""")).contains("Write weakref.caches.imageCache.retain.enabled instead of "
				+ "weakref.caches.imageCache.retain.enabld.");
	}

	@Test
	void aKeyWithoutAValueIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      references:
				""")).contains("There is no value in the configuration key weakref.caches.images.references (set in ",
				"Action: Give weakref.caches.images.references a value, or remove it.");
	}

	@Test
	void theNameOfAnotherBeanIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    background:
				      references: weak-keys
				""", Executors.class)).contains("The property weakref.caches.background (", FailedStart.setIn("4:19"),
				") cannot be used: there is a bean named 'background' already, and it is a "
						+ "java.util.concurrent.Executor rather than a WeakCache.",
				"Action: Choose another name for the cache, or for the bean.");
	}

	@Test
	void anUnknownExecutorIsExplained() {
		assertThat(this.start.with("""
				weakref:
				  callbacks:
				    executor: backgroud
				""", Executors.class)).contains("The property weakref.callbacks.executor is 'backgroud' (set in ",
				FailedStart.setIn("3:15") + "), but there is no bean of that name.",
				"Action: Set it to reaper, virtual-threads, or one of the Executor beans [background, other].");
	}

	@Test
	void anUnknownExecutorWhereThereAreNoneIsExplained() {
		assertThat(this.start.with("weakref.callbacks.executor: background")).contains("there is no bean of that name.",
				"Action: Set it to reaper or virtual-threads; there is no Executor bean in this application.");
	}

	@Test
	void aBeanThatIsNoExecutorIsExplained() {
		assertThat(this.start.with("weakref.callbacks.executor: text", Executors.class)).contains(
				"The property weakref.callbacks.executor is 'text' (set in ",
				"), but the bean of that name is a java.lang.String, not an Executor.",
				"one of the Executor beans [background, other]");
	}

	@Test
	@EnabledForJreRange(max = JRE.JAVA_20)
	void virtualThreadsNeedANewerJava() {
		assertThat(this.start.with("weakref.callbacks.executor: virtual-threads")).contains(
				"The property weakref.callbacks.executor is 'virtual-threads' (set in ",
				"), but there are no virtual threads in Java 17.",
				"Action: Run the application on Java 21 or later, or set weakref.callbacks.executor to reaper");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0ms", "-1s" })
	void theSlowThresholdMustBePositive(String threshold) {
		assertThat(this.start.with("weakref.callbacks.slow-threshold: " + threshold)).contains(
				"The property weakref.callbacks.slow-threshold is '" + threshold + "' (set in ",
				"), but the duration must be positive.", "Action: Set a positive duration such as 100ms or 1s.");
	}

	@Configuration(proxyBeanMethods = false)
	static class Executors {

		@Bean
		Executor background() {
			return Runnable::run;
		}

		@Bean
		Executor other() {
			return Runnable::run;
		}

		@Bean
		String text() {
			return "text";
		}

	}

}
