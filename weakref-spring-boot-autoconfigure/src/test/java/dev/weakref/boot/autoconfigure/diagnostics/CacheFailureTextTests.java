package dev.weakref.boot.autoconfigure.diagnostics;

import java.time.Duration;

import dev.weakref.boot.autoconfigure.WeakCacheCustomizer;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says when a cache cannot be made.
 */
class CacheFailureTextTests extends AbstractFailureTextTests {

	@ParameterizedTest
	@ValueSource(strings = { "0", "-3" })
	void maximumSizeMustBePositive(String size) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      retain:
				        maximum-size: %s
				""".formatted(size))).contains(
				"The weak cache 'images' could not be made. "
						+ "The property weakref.caches.images.retain.maximum-size is '" + size + "' (set in ",
				FailedStart.setIn("5:23") + "), but the number must be positive.",
				"Action: Set a number of 1 or more, or retain.enabled to false for a cache that retains nothing.");
	}

	@ParameterizedTest
	@ValueSource(strings = { "0s", "-5m" })
	void expireAfterWriteMustBePositive(String duration) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      expire-after-write: %s
				""".formatted(duration))).contains(
				"The property weakref.caches.images.expire-after-write is '" + duration + "' (set in ",
				FailedStart.setIn("4:27") + "), but the duration must be positive.",
				"Action: Set a positive duration such as 30s, 5m or 1h, or leave the property out here and in "
						+ "weakref.cache-defaults.");
	}

	@Test
	void expireAfterAccessMustBePositive() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      retain:
				        expire-after-access: 0ms
				""")).contains("The property weakref.caches.images.retain.expire-after-access is '0ms' (set in ",
				FailedStart.setIn("5:30"), "the duration must be positive");
	}

	@ParameterizedTest
	@ValueSource(strings = { "- images", "- name: images" })
	void cachesAreNoList(String item) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    %s
				""".formatted(item))).contains("weakref.caches[0]", FailedStart.setIn("3:"),
				"Action: Write no list of caches but each cache by its name, followed by a colon, "
						+ "with its settings below, such as weakref.caches.images.references.");
	}

	@Test
	void theKeyIsThatOfTheDefaultsIfTheValueIsInherited() {
		assertThat(this.start.with("""
				weakref:
				  cache-defaults:
				    value-type: java.lang.Integer
				  caches:
				    my-images:
				      references: weak-values
				""")).contains(
				"The weak cache 'my-images' could not be made. "
						+ "The property weakref.cache-defaults.value-type is 'java.lang.Integer' (set in ",
				FailedStart.setIn("3:17"));
	}

	@ParameterizedTest
	@CsvSource({ "expire-after-write, -1s, duration", "retain.expire-after-access, 0, duration",
			"retain.maximum-size, 0, number" })
	void defaultsAreRefusedThoughNoCacheUsesThem(String key, String value, String kind) {
		assertThat(this.start.with("""
				weakref:
				  cache-defaults:
				    %s: %s
				""".formatted(key, value))).contains(
				"The property weakref.cache-defaults." + key + " is '" + value + "' (set in ", FailedStart.setIn("3:"),
				"but the " + kind + " must be positive", "Action: Set a ");
	}

	@Test
	void defaultsNeedNoLimitOfTheirOwn() {
		new ApplicationContextRunner().withUserConfiguration(WeakRefAutoConfiguration.class)
			.withPropertyValues("weakref.cache-defaults.retain.enabled=true",
					"weakref.caches.images.retain.maximum-size=3")
			.run((context) -> assertThat(context).hasBean("images"));
	}

	@Test
	void theKeyHasTheNameInBracketsIfItHasADot() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    "[my.images]":
				      expire-after-write: -1s
				""")).contains(
				"The weak cache 'my.images' could not be made. "
						+ "The property weakref.caches[my.images].expire-after-write is '-1s' (set in ",
				FailedStart.setIn("4:27"));
	}

	@ParameterizedTest
	@CsvSource({ "imageCache, .imageCache", "image_cache, .image_cache", "\"[imageCache]\", [imageCache]",
			"\"[größe]\", [größe]" })
	void theKeyHasTheNameAsItIsWritten(String written, String shown) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    %s:
				      retain.maximum-size: -4
				""".formatted(written))).contains(
				"The property weakref.caches" + shown + ".retain.maximum-size is '-4' (set in ",
				FailedStart.setIn("4:28") + "), but");
	}

	@Test
	void keysOfAPrimitiveTypeHaveNoIdentity() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      key-type: int
				      references: weak-keys
				      key-equality: identity
				""")).contains("weakref.caches.images.", "java.lang.Integer");
	}

	@Test
	void theCodeIsToBlameForWhatItSets() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      expire-after-write: 5m
				""", NegativeCustomizer.class)).contains(
				"The weak cache 'images' could not be made. Code set its expire-after-write to PT-1S, but the duration");
	}

	@ParameterizedTest
	@ValueSource(strings = { "retain:", "retain: {}" })
	void retainNeedsALimit(String retain) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      %s
				""".formatted(retain))).contains("The property weakref.caches.images.retain is ",
				"a strong tier without a limit would retain every value for ever",
				"Action: Set retain.maximum-size, retain.expire-after-access, or both");
	}

	@Test
	void retainNeedsALimitWhenItIsEnabled() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      retain.enabled: true
				""")).contains("The property weakref.caches.images.retain.enabled (", FailedStart.setIn("4:23"),
				"cannot be used: a strong tier without a limit would retain every value for ever",
				"Action: Set retain.maximum-size, retain.expire-after-access, or both");
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.Integer", "java.lang.Boolean", "java.lang.Class",
			"java.util.concurrent.TimeUnit", "java.lang.Double" })
	void weakValuesMustBeOfATypeThatIsCollected(String type) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      value-type: %s
				""".formatted(type))).contains(
				"The property weakref.caches.images.value-type is '" + type + "' (set in ",
				FailedStart.setIn("4:19") + "), but instances of that type are shared by the JVM and never collected",
				"so a weak-values cache of them is either a leak or empty", "Action: Set references to weak-keys");
	}

	@ParameterizedTest
	@ValueSource(strings = { "int", "java.lang.Thread.State" })
	void aTypeIsShownAsItIsWritten(String type) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      value-type: %s
				""".formatted(type))).contains(
				"The property weakref.caches.images.value-type is '" + type + "' (set in ",
				FailedStart.setIn("4:19") + "), but instances of that type are shared");
	}

	@ParameterizedTest
	@CsvSource({ "java.lang.Integer, weak-keys", "int, weak-keys", "java.util.concurrent.TimeUnit, weak-keys",
			"java.lang.Boolean, weak-keys-and-values" })
	void weakKeysMustBeOfATypeThatIsCollected(String type, String references) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      key-type: %s
				      references: %s
				""".formatted(type, references))).contains(
				"The property weakref.caches.images.key-type is '" + type + "' (set in ",
				FailedStart.setIn("4:17") + "), but instances of that type are shared by the JVM and never collected",
				"so a " + references + " cache keeps entries for ever or loses them while they are in use.",
				"Action: Set references to weak-values, or let the key be an object that has a life of its own.");
	}

	@Test
	void theCodeIsToBlameForWeakKeysOfATypeThatItSets() {
		assertThat(this.start.with("weakref.caches.images.references: weak-keys", NumberedCustomizer.class)).contains(
				"The weak cache 'images' could not be made. Code set its key-type to java.lang.Integer, but instances");
	}

	@ParameterizedTest
	@ValueSource(strings = { "java.lang.String", "java.lang.Long" })
	void keysByIdentityMustHaveOne(String type) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      key-type: %s
				      key-equality: identity
				""".formatted(type))).contains("The property weakref.caches.images.key-equality is 'identity' (set in ",
				FailedStart.setIn("5:21"), "two equal keys of type " + type + " are rarely the same object",
				"Action: Set key-equality to equals");
	}

	@Configuration(proxyBeanMethods = false)
	static class NegativeCustomizer {

		@Bean
		WeakCacheCustomizer negative() {
			return (cache) -> cache.expireAfterWrite(Duration.ofSeconds(-1));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class NumberedCustomizer {

		@Bean
		WeakCacheCustomizer numbered() {
			return (cache) -> cache.keyType(Integer.class);
		}

	}

}
