package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.Map;

import dev.weakref.boot.autoconfigure.WeakRefProperties.Backing;
import dev.weakref.boot.autoconfigure.WeakRefProperties.CacheProperties;
import dev.weakref.cache.BackingSpec.WhenDown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for blocks that one source leaves empty and another one fills.
 */
class PropertiesBinderTests {

	private static final Map<String, Object> STALENESS = Map.of("weakref.caches.my-images.backing.max-staleness", "3s");

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
		PropertySource<?> variable = new SystemEnvironmentPropertySource("variables-systemEnvironment",
				Map.of("WEAKREF_CACHES_MYIMAGES_BACKING_ENABLED", "false"));
		assertThat(backing(variable, empty).enabled()).isFalse();
	}

	@Test
	void anEmptyBackingOfTheDefaultsGivesWayToTheKeysOfAnotherSource() {
		WeakRefProperties properties = bind(file("empty", Map.of("weakref.cache-defaults.backing", "")),
				file("keys", Map.of("weakref.cache-defaults.backing.when-down", "load")));
		assertThat(properties.cacheDefaults().backing()).isNotNull().extracting("whenDown").isEqualTo(WhenDown.LOAD);
	}

	@Test
	void aBackingThatIsSwitchedOffStaysOff() {
		assertThat(backing(file("off", Map.of("weakref.caches.my-images.backing", "false"))).enabled()).isFalse();
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
			environment.getPropertySources().addLast(source);
		}
		return PropertiesBinder.bind(environment, new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

	private static PropertySource<?> file(String name, Map<String, Object> keys) {
		return new MapPropertySource(name, keys);
	}

}
