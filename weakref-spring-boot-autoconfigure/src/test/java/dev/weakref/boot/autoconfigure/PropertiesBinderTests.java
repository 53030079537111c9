package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefProperties.Backing;
import dev.weakref.boot.autoconfigure.WeakRefProperties.CacheProperties;
import dev.weakref.cache.BackingSpec.WhenDown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.UnboundElementsSourceFilter;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for blocks that one source leaves empty and another one fills.
 */
class PropertiesBinderTests {

	private static final Map<String, Object> STALENESS = Map.of("weakref.caches.my-images.backing.max-staleness", "3s");

	@Test
	void theKeysAreThoseOfABacking() {
		assertThat(PropertiesBinder.KEYS).containsExactlyElementsOf(Stream.of(Backing.class.getRecordComponents())
			.map((component) -> DataObjectPropertyName.toDashedForm(component.getName()))
			.toList());
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "true" })
	void anEmptyBackingGivesWayToTheKeysOfAnotherSource(String text) {
		PropertySource<?> empty = file("empty", Map.of("weakref.caches.my-images.backing", text));
		assertThat(backing(empty, file("keys", STALENESS)).maxStaleness()).isEqualTo(Duration.ofSeconds(3));
		assertThat(backing(file("keys", STALENESS), empty).maxStaleness()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void anEmptyBackingGivesWayToAnEnvironmentVariable() {
		PropertySource<?> empty = file("empty", Map.of("weakref.caches.my-images.backing", ""));
		assertThat(backing(empty, variables("WEAKREF_CACHES_MYIMAGES_BACKING_ENABLED", "false")).enabled()).isFalse();
	}

	@Test
	void anEmptyBackingStaysOneIfNothingBelowItIsAKey() {
		PropertySource<?> empty = file("empty", Map.of("weakref.caches.my-images.backing", ""));
		assertThat(backing(empty, variables("WEAKREF_CACHES_MYIMAGES_BACKING_XX", "1")).enabled()).isNull();
	}

	@Test
	void environmentVariablesOfOtherSectionsAreBoundAsBefore() {
		WeakRefProperties properties = bind(file("empty", Map.of("weakref.caches.my-images.backing", "")),
				file("keys", STALENESS), variables("WEAKREF_CACHE_DEFAULTS_RETAIN_MAXIMUM_SIZE", "100"));
		assertThat(properties.cacheDefaults().retain()).isNotNull().extracting("maximumSize").isEqualTo(100L);
	}

	@Test
	void anEmptyBackingOfTheDefaultsGivesWayToTheKeysOfAnotherSource() {
		WeakRefProperties properties = bind(file("empty", Map.of("weakref.cache-defaults.backing", "")),
				file("keys", Map.of("weakref.cache-defaults.backing.when-down", "load")));
		assertThat(properties.cacheDefaults().backing()).isNotNull().extracting("whenDown").isEqualTo(WhenDown.LOAD);
	}

	@Test
	void anEmptyBackingIsNotSwitchedOnByTheKeysOfAnotherSource() {
		PropertySource<?> empty = file("empty", Map.of("weakref.caches.my-images.backing", ""));
		assertThat(backing(empty, file("keys", STALENESS)).enabled()).isNull();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theTextOfABackingHasThePrecedenceOfItsSource(boolean enabled) {
		PropertySource<?> text = file("text", Map.of("weakref.caches.my-images.backing", enabled));
		PropertySource<?> key = file("key", Map.of("weakref.caches.my-images.backing.enabled", !enabled));
		PropertySource<?> empty = file("empty", Map.of("weakref.caches.my-images.backing", ""));
		assertThat(backing(text, key, empty, file("keys", STALENESS)).enabled()).isEqualTo(enabled);
		assertThat(backing(key, text, empty, file("keys", STALENESS)).enabled()).isNotEqualTo(enabled);
		assertThat(backing(key, text, empty, file("keys", STALENESS)).maxStaleness()).isEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void aTextThatIsAPlaceholderIsResolved() {
		PropertySource<?> text = file("text", Map.of("weakref.caches.my-images.backing", "${engine:false}"));
		assertThat(backing(text, file("keys", STALENESS)).enabled()).isFalse();
	}

	@Test
	void anyOtherTextIsRefused() {
		PropertySource<?> text = file("text", Map.of("weakref.caches.my-images.backing", "redis"));
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bind(text, file("keys", STALENESS)))
			.withStackTraceContaining("'backing' has keys of its own");
	}

	@Test
	void anUnknownKeyBelowAnEmptyBackingIsRefused() {
		PropertySource<?> empty = file("empty", Map.of("weakref.caches.my-images.backing", ""));
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> bind(empty, file("keys", STALENESS),
					file("wrong", Map.of("weakref.caches.my-images.backing.staleness", "3s"))))
			.withStackTraceContaining("weakref.caches.my-images.backing.staleness");
	}

	@Test
	void aCacheAndItsStrongTierThatAreEmptyGiveWayToTheKeysOfAnotherSource() {
		CacheProperties cache = cache(
				file("empty", Map.of("weakref.caches.my-images", "", "weakref.caches.my-images.retain", "")),
				file("keys", Map.of("weakref.caches.my-images.retain.maximum-size", "5")));
		assertThat(cache.retain()).isNotNull().extracting("maximumSize").isEqualTo(5L);
	}

	@Test
	void aCacheOfThatNameIsNoBacking() {
		WeakRefProperties properties = bind(file("empty", Map.of("weakref.caches.backing", "")),
				file("keys", Map.of("weakref.caches.backing.statistics", "false")));
		assertThat(properties.caches().get("backing")).isNotNull().extracting("statistics").isEqualTo(false);
	}

	private static Backing backing(PropertySource<?>... sources) {
		Backing backing = cache(sources).backing();
		assertThat(backing).isNotNull();
		return backing;
	}

	private static CacheProperties cache(PropertySource<?>... sources) {
		@Nullable CacheProperties cache = bind(sources).caches().get("my-images");
		assertThat(cache).isNotNull();
		return cache;
	}

	/**
	 * Binds sources, the one that takes precedence first.
	 */
	private static WeakRefProperties bind(PropertySource<?>... sources) {
		StandardEnvironment environment = new StandardEnvironment();
		for (PropertySource<?> source : sources) {
			if (environment.getPropertySources().contains(source.getName())) {
				environment.getPropertySources().replace(source.getName(), source);
			}
			else {
				environment.getPropertySources().addLast(source);
			}
		}
		return PropertiesBinder.bind(environment,
				new NoUnboundElementsBindHandler(BindHandler.DEFAULT, new UnboundElementsSourceFilter()));
	}

	private static PropertySource<?> file(String name, Map<String, Object> keys) {
		return new MapPropertySource(name, keys);
	}

	private static PropertySource<?> variables(String name, String value) {
		return new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
				Map.of(name, value));
	}

}
