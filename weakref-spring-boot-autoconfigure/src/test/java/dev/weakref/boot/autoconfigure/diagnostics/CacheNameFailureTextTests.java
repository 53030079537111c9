package dev.weakref.boot.autoconfigure.diagnostics;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for what an application says when a cache cannot have the name that it is given.
 */
class CacheNameFailureTextTests extends AbstractFailureTextTests {

	@Test
	void aNameIsForOneCacheOnly() {
		assertThat(this.start.with("weakref: {}", SameName.class)).contains(
				"There are two weak caches, collections, memoized functions, groups or signals of one kind named 'images'",
				"Action: Give one of them another name");
	}

	@Test
	void aCacheMadeAtRunTimeMustNotHaveTheNameOfOneInTheConfiguration() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      references: weak-keys
				""", MadeByHand.class)).contains(
				"There are two weak caches, collections, memoized functions, groups or signals of one kind named 'images'",
				"instead of weakref.caches.images");
	}

	@ParameterizedTest
	@ValueSource(strings = { "messageSource", "lifecycleProcessor", "applicationEventMulticaster" })
	void aNameThatSpringNeedsForABeanOfItsOwnIsRefused(String name) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    %s:
				      references: weak-keys
				""".formatted(name))).contains("The property weakref.caches." + name + " (",
				FailedStart.setIn("4:19") + ") cannot be used: a bean named '" + name + "' is to be a ",
				"rather than a WeakCache.", "Action: Choose another name for the cache.");
	}

	@Test
	void aNameWithADotNeedsBrackets() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    my.images:
				      references: weak-keys
				"""))
			.contains("Action: If 'my.images' is the name of a cache, write weakref.caches[my.images].references "
					+ "instead of weakref.caches.my.images.references. "
					+ "In YAML a name in brackets is written in quotes: \"[my.images]\".");
	}

	@ParameterizedTest
	@CsvSource({ "größe", "my pictures", "日本" })
	void aNameThatSpringDoesNotReadNeedsBrackets(String name) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    %s:
				      references: soft-values
				""".formatted(name))).contains("The property weakref.caches." + name + " (", FailedStart.setIn("4:19"),
				") cannot be used: Spring leaves out characters of a name",
				"Action: Write weakref.caches[" + name + "] instead of weakref.caches." + name
						+ ". In YAML a name in brackets is written in quotes: \"[" + name + "]\".");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.b", "größe", "images" })
	void aNameInBracketsNeedsQuotes(String name) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    [%s]:
				      references: soft-values
				""".formatted(name))).contains("The property weakref.caches[[" + name + "]] (",
				FailedStart.setIn("4:19"), ") cannot be used: the name would be '[" + name + "]', with the brackets.",
				"Action: Write weakref.caches[" + name + "] instead of weakref.caches[[" + name
						+ "]]. In YAML a name in brackets is written in quotes: \"[" + name + "]\".");
	}

	@Test
	void aBlankNameIsRefused() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    "[ ]":
				      references: soft-values
				""")).contains("cannot be used: a cache must have a name.",
				"Action: Write its name, or remove the entry.");
	}

	@Test
	void twoSpellingsOfOneNameAreRefused() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    my-cache:
				      references: weak-keys
				    myCache:
				      references: soft-values
				""")).contains(
				"The property weakref.caches.myCache cannot be used: "
						+ "Spring reads that name and 'my-cache' as the same one, so both mean one bean.",
				"Action: Write the name of the cache in one form only, 'my-cache' or 'myCache'.");
	}

	@Test
	void aNameGivenInCodeMustNotBeBlank() {
		assertThat(this.start.with("weakref: {}", BlankName.class)).contains(
				"A weak cache, collection, memoized function, group or signal is to be named ' ', which is blank",
				"Action: Give it another name in the call that makes it.");
	}

	@Test
	void aBeanOfAnotherTypeThatIsNoCacheOfTheConfigurationIsLeftToSpring(CapturedOutput output) {
		assertThatException().isThrownBy(
				() -> new SpringApplicationBuilder(OwnMessageSource.class).web(WebApplicationType.NONE).run().close());
		assertThat(output).doesNotContain("Choose another name for the cache");
	}

	@Configuration(proxyBeanMethods = false)
	static class SameName {

		@Bean
		WeakCache<String, Object> one(Reaper reaper) {
			return WeakCache.<String, Object>builder("images", reaper).build();
		}

		@Bean
		WeakCache<String, Object> other(Reaper reaper) {
			return WeakCache.<String, Object>builder("images", reaper).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MadeByHand {

		@Bean
		WeakCache<String, Object> other(WeakCaches caches) {
			return caches.create("images");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BlankName {

		@Bean
		WeakCache<String, Object> nameless(Reaper reaper) {
			return WeakCache.<String, Object>builder(" ", reaper).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefAutoConfiguration.class)
	static class OwnMessageSource {

		@Bean
		WeakCache<String, Object> messageSource(WeakCaches caches) {
			return caches.create("messages");
		}

	}

}
