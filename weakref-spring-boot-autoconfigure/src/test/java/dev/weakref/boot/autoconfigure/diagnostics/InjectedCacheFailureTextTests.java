package dev.weakref.boot.autoconfigure.diagnostics;

import java.util.Map;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.lock.WeakLocks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests for the text about a {@link WeakCache} that cannot be injected.
 */
@ExtendWith(OutputCaptureExtension.class)
class InjectedCacheFailureTextTests extends AbstractFailureTextTests {

	private static final String TYPES = "WeakCache<java.lang.String, java.lang.StringBuilder>";

	private static final String SET = "Set weakref.caches.images.key-type to java.lang.String and "
			+ "weakref.caches.images.value-type to java.lang.StringBuilder";

	@ParameterizedTest
	@MethodSource("unknownKeys")
	void anUnknownKeyIsNamedAlthoughACacheIsInjected(String yaml, String wrong, String right) {
		assertThat(this.start.with(yaml, ByConstructor.class))
			.contains("There is no such configuration key: " + wrong + " (set in ",
					"Write " + right + " instead of " + wrong)
			.doesNotContain("Consider defining a bean");
	}

	static Stream<Arguments> unknownKeys() {
		return Stream.of(
				Arguments.of("weakref.caches.images.maximum-size: 100", "weakref.caches.images.maximum-size",
						"weakref.caches.images.retain.maximum-size"),
				Arguments.of("weakref.caches.images.retian.maximum-size: 100",
						"weakref.caches.images.retian.maximum-size", "weakref.caches.images.retain.maximum-size"),
				Arguments.of("weakref.cache.images.references: weak-keys", "weakref.cache.images.references",
						"weakref.caches.images.references"));
	}

	@ParameterizedTest
	@ValueSource(classes = { ByConstructor.class, ByField.class, ByQualifier.class, ByBeanMethod.class, ByMap.class })
	void aCacheThatIsNotDeclaredIsExplained(Class<?> user) {
		assertThat(this.start.with("weakref: {}", user)).contains(
				" requires a " + TYPES + " and no cache is named 'images' or has these types.",
				"This application context has no weak cache.", "Action: " + SET + " to declare the cache.");
	}

	@Test
	void anotherDeclaredCacheIsNamed() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    sounds:
				      key-type: java.lang.Long
				      value-type: java.lang.StringBuilder
				""", ByConstructor.class, Own.class)).contains("The weak caches of this application context are: ",
				"- sounds: WeakCache<java.lang.Long, java.lang.StringBuilder>, declared by weakref.caches.sounds (set in ",
				FailedStart.setIn("4:17"),
				"- own: WeakCache<java.lang.Integer, java.lang.Object>, declared by the method 'own' in "
						+ Own.class.getName());
	}

	@ParameterizedTest
	@ValueSource(classes = { ByConstructor.class, ByField.class, ByQualifier.class, ByBeanMethod.class, ByMap.class })
	void theTypesAreSwapped(Class<?> user) {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    images:
				      key-type: java.lang.StringBuilder
				      value-type: java.lang.String
				""", user)).contains(
				"requires a " + TYPES + " but the cache 'images' is a "
						+ "WeakCache<java.lang.StringBuilder, java.lang.String>: the same types in the other order.",
				"Action: " + SET + ", or require a WeakCache<java.lang.StringBuilder, java.lang.String>.");
	}

	@Test
	void aBeanOfCodeHasOtherTypes() {
		assertThat(this.start.with("weakref: {}", ByConstructor.class, OwnImages.class)).contains(
				"but the cache 'images' is a WeakCache<java.lang.Integer, java.lang.Object>.",
				"Action: Declare the bean 'images' as a " + TYPES + ", or require a ");
	}

	@Test
	void severalCachesHaveTheTypes() {
		assertThat(this.start.with("""
				weakref:
				  cache-defaults:
				    key-type: java.lang.String
				    value-type: java.lang.StringBuilder
				  caches:
				    pictures.references: weak-values
				    sounds.references: weak-values
				""", ByConstructor.class)).contains(
				"requires a " + TYPES
						+ " by type, which 2 caches have: pictures, sounds. None of them is named 'images'.",
				"Action: Name the parameter or field after the cache that is meant, or annotate it with one of "
						+ "@Qualifier(\"pictures\"), @Qualifier(\"sounds\").");
	}

	@Test
	void aQualifierNamesNoCacheThoughOneHasTheTypes() {
		assertThat(this.start.with("""
				weakref:
				  caches:
				    pictures:
				      key-type: java.lang.String
				      value-type: java.lang.StringBuilder
				""", ByQualifier.class)).contains("and no cache is named 'images'.",
				SET + " to declare the cache, or annotate the parameter or field with @Qualifier(\"pictures\").");
	}

	@Test
	void theTypesAreAnyTypes() {
		assertThat(this.start.with("weakref: {}", ByProvider.class)).contains(
				"Action: Set a key of the cache, such as weakref.caches.images.references, to declare the cache.");
	}

	@ParameterizedTest
	@ValueSource(classes = { ByConstructor.class, UserOfLocks.class })
	void theAutoConfigurationIsNotThere(Class<?> user, CapturedOutput output) {
		SpringApplication application = new SpringApplication(user);
		application.setWebApplicationType(WebApplicationType.NONE);
		assertThatException().isThrownBy(() -> application.run().close());
		assertThat(output.getOut().replaceAll("\\s+", " ")).contains("Parameter 0 of constructor in " + user.getName(),
				"the auto-configuration dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration is not part of this "
						+ "application context.",
				"add @AutoConfigureWeakRef to the test class.");
	}

	@Test
	void aMissingBeanOfAnotherTypeIsLeftToSpring() {
		assertThat(this.start.with("weakref: {}", UserOfText.class)).contains("Consider defining a bean");
	}

	@Configuration(proxyBeanMethods = false)
	static class ByConstructor {

		ByConstructor(WeakCache<String, StringBuilder> images) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByField {

		@Autowired
		WeakCache<String, StringBuilder> images;

	}

	@Configuration(proxyBeanMethods = false)
	static class ByQualifier {

		ByQualifier(@Qualifier("images") WeakCache<String, StringBuilder> pictures) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByBeanMethod {

		@Bean
		Object user(WeakCache<String, StringBuilder> images) {
			return "user";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByMap {

		@Autowired
		Map<String, WeakCache<String, StringBuilder>> images;

	}

	@Configuration(proxyBeanMethods = false)
	static class ByProvider {

		ByProvider(ObjectProvider<WeakCache<?, ?>> images) {
			images.getObject();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserOfLocks {

		UserOfLocks(WeakLocks locks) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserOfText {

		UserOfText(StringBuilder text) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		WeakCache<Integer, Object> own(WeakCaches caches) {
			return caches.create("own");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnImages {

		@Bean
		WeakCache<Integer, Object> images(WeakCaches caches) {
			return caches.create("images");
		}

	}

}
