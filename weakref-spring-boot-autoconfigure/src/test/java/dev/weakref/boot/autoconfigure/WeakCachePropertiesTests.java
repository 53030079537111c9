package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheStatistics;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what each property of a cache does.
 */
class WeakCachePropertiesTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class));

	@Test
	void aNameIsEnoughForACacheWithTheDefaults() {
		this.contextRunner.withPropertyValues("weakref.caches.images=").run((context) -> {
			WeakCache<Object, Object> images = images(context);
			assertThat(images.name()).isEqualTo("images");
			assertThat(images.references()).isEqualTo(References.WEAK_VALUES);
			assertThat(images.keyEquality()).isEqualTo(KeyEquality.EQUALS);
			assertThat(retainedOf(images, 10)).isZero();
			assertThat(context.getBean(WeakCaches.class).find("images")).isSameAs(images);
			assertThat(context.getBeansOfType(WeakCache.class)).isEqualTo(Map.of("images", images));
		});
	}

	@Test
	void statisticsCanBeSwitchedOffForAllCachesAndOnForOne() {
		this.contextRunner
			.withPropertyValues("weakref.cache-defaults.statistics=false", "weakref.caches.images=",
					"weakref.caches.counted.statistics=true")
			.run((context) -> {
				WeakCache<Object, Object> images = images(context);
				images.get("key", (key) -> this);
				images.getIfPresent("key");
				assertThat(images.recordsStatistics()).isFalse();
				assertThat(images.statistics()).isEqualTo(new WeakCacheStatistics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
				WeakCache<?, ?> counted = (WeakCache<?, ?>) context.getBean("counted");
				assertThat(counted.recordsStatistics()).isTrue();
			});
	}

	@Test
	void theNameIsTheNameOfTheBeanAsItIsWritten() {
		this.contextRunner
			.withPropertyValues("weakref.caches.my-cache=", "weakref.caches.otherCache=",
					"weakref.caches[third.cache]=")
			.run((context) -> assertThat(context).hasBean("my-cache").hasBean("otherCache").hasBean("third.cache"));
	}

	@ParameterizedTest
	@EnumSource
	void referencesAreWrittenInKebabCase(References references) {
		this.contextRunner.withPropertyValues("weakref.caches.images.references=" + references)
			.run((context) -> assertThat(images(context).references()).isEqualTo(references));
	}

	@ParameterizedTest
	@EnumSource
	void theKeyEqualityIsWrittenInLowerCase(KeyEquality equality) {
		this.contextRunner
			.withPropertyValues("weakref.caches.images.references=weak-keys",
					"weakref.caches.images.key-equality=" + equality)
			.run((context) -> {
				WeakCache<Object, Object> images = images(context);
				String key = new String("key");
				images.put(key, 1);
				assertThat(images.keyEquality()).isEqualTo(equality);
				assertThat(images.contains(new String("key"))).isEqualTo(equality == KeyEquality.EQUALS);
				assertThat(images.contains(key)).isTrue();
			});
	}

	@Test
	void retainedEntriesAreLimitedInNumber() {
		this.contextRunner.withPropertyValues("weakref.caches.images.retain.maximum-size=3")
			.run((context) -> assertThat(retainedOf(images(context), 10)).isEqualTo(3));
	}

	@Test
	void retainedEntriesAreLimitedInTime() {
		AtomicLong clock = new AtomicLong();
		this.contextRunner.withBean(WeakCacheCustomizer.class, () -> (cache) -> cache.ticker(clock::get))
			.withPropertyValues("weakref.caches.images.retain.expire-after-access=5m")
			.run((context) -> {
				WeakCache<Object, Object> images = images(context);
				assertThat(retainedOf(images, 10)).isEqualTo(10);
				clock.addAndGet(299_000_000_000L);
				assertThat(retainedOf(images, 0)).isEqualTo(10);
				clock.addAndGet(4_000_000_000L);
				assertThat(retainedOf(images, 0)).isZero();
			});
	}

	@Test
	void valuesExpireAfterTheyWereWritten() {
		AtomicLong clock = new AtomicLong();
		this.contextRunner.withBean(WeakCacheCustomizer.class, () -> (cache) -> cache.ticker(clock::get))
			.withPropertyValues("weakref.caches.images.expire-after-write=1h")
			.run((context) -> {
				WeakCache<Object, Object> images = images(context);
				Object value = new Object();
				images.put("key", value);
				clock.addAndGet(3_599_000_000_000L);
				assertThat(images.getIfPresent("key")).isSameAs(value);
				clock.addAndGet(2_000_000_000L);
				assertThat(images.getIfPresent("key")).isNull();
			});
	}

	@Test
	void defaultsHoldForWhatACacheDoesNotSet() {
		this.contextRunner
			.withPropertyValues("weakref.cache-defaults.references=weak-keys",
					"weakref.cache-defaults.key-equality=identity", "weakref.cache-defaults.retain.maximum-size=4",
					"weakref.caches.images.references=soft-values", "weakref.caches.sounds.retain.maximum-size=2")
			.run((context) -> {
				WeakCache<Object, Object> images = images(context);
				assertThat(images.references()).isEqualTo(References.SOFT_VALUES);
				assertThat(images.keyEquality()).isEqualTo(KeyEquality.IDENTITY);
				assertThat(retainedOf(images, 10)).isEqualTo(4);
				WeakCache<Object, Object> sounds = cache(context, "sounds");
				assertThat(sounds.references()).isEqualTo(References.WEAK_KEYS);
				assertThat(retainedOf(sounds, 10)).isEqualTo(2);
			});
	}

	@Test
	void emptyDefaultsChangeNothing() {
		this.contextRunner.withPropertyValues("weakref.cache-defaults=", "weakref.callbacks=", "weakref.caches.images=")
			.run((context) -> assertThat(images(context).references()).isEqualTo(References.WEAK_VALUES));
	}

	@Test
	void defaultsHoldForCachesMadeAtRunTime() {
		this.contextRunner.withPropertyValues("weakref.cache-defaults.references=soft-values")
			.run((context) -> assertThat(context.getBean(WeakCaches.class).create("made").references())
				.isEqualTo(References.SOFT_VALUES));
	}

	@Test
	void defaultsOfTheParentHoldForCachesThatAChildContextMakesAtRunTime() {
		this.contextRunner.withPropertyValues("weakref.cache-defaults.references=soft-values")
			.run((parent) -> this.contextRunner.withParent(parent)
				.withPropertyValues("weakref.cache-defaults.references=weak-keys")
				.run((child) -> assertThat(child.getBean(WeakCaches.class).create("made").references())
					.isEqualTo(References.SOFT_VALUES)));
	}

	@Test
	void neitherDefaultsNorCustomizersHoldForACacheThatABeanMethodBuilds() {
		this.contextRunner.withUserConfiguration(OwnCache.class)
			.withPropertyValues("weakref.cache-defaults.references=soft-values", "weakref.caches.sounds=")
			.run((context) -> {
				assertThat(images(context).references()).isEqualTo(References.WEAK_VALUES);
				assertThat(images(context).keyEquality()).isEqualTo(KeyEquality.EQUALS);
				assertThat(cache(context, "sounds").references()).isEqualTo(References.SOFT_VALUES);
				assertThat(cache(context, "sounds").keyEquality()).isEqualTo(KeyEquality.IDENTITY);
			});
	}

	@Test
	void withLazyInitializationACacheIsShownFromItsFirstUseOn() {
		this.contextRunner.withPropertyValues("weakref.caches.images=")
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.run((context) -> {
				WeakCaches caches = context.getBean(WeakCaches.class);
				assertThat(caches.find("images")).isNull();
				WeakCache<Object, Object> images = images(context);
				assertThat(caches.find("images")).isSameAs(images);
			});
	}

	@Test
	void aCacheMayRetainNothingAlthoughTheDefaultsDo() {
		this.contextRunner
			.withPropertyValues("weakref.cache-defaults.retain.maximum-size=4",
					"weakref.caches.images.retain.enabled=false")
			.run((context) -> assertThat(retainedOf(images(context), 10)).isZero());
	}

	@Test
	void aCacheMayRetainAlthoughTheDefaultsDoNot() {
		this.contextRunner
			.withPropertyValues("weakref.cache-defaults.retain.enabled=false",
					"weakref.cache-defaults.retain.maximum-size=4", "weakref.caches.images.retain.enabled=true")
			.run((context) -> assertThat(retainedOf(images(context), 10)).isEqualTo(4));
	}

	@Test
	void anEnvironmentVariableOverridesACacheWithADashAndMakesNone() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								Map.of("WEAKREF_CACHES_MYCACHE_REFERENCES", "soft-values"))))
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource("file",
						Map.of("weakref.caches.my-cache.references", "weak-keys",
								"weakref.caches.my-cache.key-equality", "identity"))))
			.run((context) -> {
				assertThat(context).hasSingleBean(WeakCache.class);
				WeakCache<Object, Object> cache = cache(context, "my-cache");
				assertThat(cache.references()).isEqualTo(References.SOFT_VALUES);
				assertThat(cache.keyEquality()).isEqualTo(KeyEquality.IDENTITY);
			});
	}

	@Test
	void anEnvironmentVariableThatSetsNothingMakesNoCache() {
		this.contextRunner
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
						new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
								Map.of("WEAKREF_CACHES_MY_CACHE_REFERENCES", "soft-values", "WEAKREF_CACHES_HOME_DIR",
										"/tmp"))))
			.withPropertyValues("weakref.caches.my-cache.key-equality=identity")
			.run((context) -> {
				assertThat(context.getBeansOfType(WeakCache.class)).containsOnlyKeys("my-cache");
				assertThat(cache(context, "my-cache").references()).isEqualTo(References.SOFT_VALUES);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "weakref.caches.images", "weakref.cache-defaults", "weakref.caches.images.retain" })
	void whatIsEmptyInOneSourceTakesWhatAnotherOneSets(String empty) {
		this.contextRunner
			.withPropertyValues(empty + "=", "weakref.caches.images.key-equality=equals",
					"weakref.cache-defaults.key-equality=equals")
			.withSystemProperties("weakref.caches.images.retain.maximum-size=4",
					"weakref.cache-defaults.references=soft-values")
			.run((context) -> {
				assertThat(images(context).references()).isEqualTo(References.SOFT_VALUES);
				assertThat(retainedOf(images(context), 10)).isEqualTo(4);
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "myCache", "my-cache", "my_cache", "a.b", "größe", "my pictures" })
	void aNameInBracketsIsTakenAsItIs(String name) {
		this.contextRunner
			.withPropertyValues("weakref.caches[" + name + "].key-type=java.lang.String",
					"weakref.caches[" + name + "].value-type=java.util.Date", "weakref.caches.other=")
			.run((context) -> assertThat(context
				.getBeanNamesForType(ResolvableType.forClassWithGenerics(WeakCache.class, String.class, Date.class)))
				.containsExactly(name));
	}

	@Test
	void namesInBracketsDifferByCase() {
		this.contextRunner.withPropertyValues("weakref.caches[Images]=", "weakref.caches[images]=")
			.run((context) -> assertThat(context.getBeansOfType(WeakCache.class)).containsOnlyKeys("Images", "images"));
	}

	@Test
	void aDurationWithoutAUnitIsInMilliseconds() {
		this.contextRunner.withPropertyValues("weakref.callbacks.slow-threshold=250")
			.run((context) -> assertThat(context.getBean(WeakRefProperties.class).callbacks().slowThreshold())
				.isEqualTo(Duration.ofMillis(250)));
	}

	@Test
	void aPrimitiveTypeStandsForThatOfItsObjects() {
		this.contextRunner
			.withPropertyValues("weakref.caches.images.key-type=int", "weakref.caches.images.value-type=java.util.Date")
			.run((context) -> assertThat(context
				.getBeanNamesForType(ResolvableType.forClassWithGenerics(WeakCache.class, Integer.class, Date.class)))
				.containsExactly("images"));
	}

	private static WeakCache<Object, Object> images(ApplicationContext context) {
		return cache(context, "images");
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<Object, Object> cache(ApplicationContext context, String name) {
		return context.getBean(name, WeakCache.class);
	}

	private static long retainedOf(WeakCache<Object, Object> cache, int entries) {
		for (int i = 0; i < entries; i++) {
			cache.put(i, new Object());
		}
		cache.cleanUp();
		return cache.retainedCount();
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCache {

		@Bean
		WeakCache<Object, Object> images(Reaper reaper) {
			return WeakCache.builder("images", reaper).build();
		}

		@Bean
		WeakCacheCustomizer byIdentity() {
			return (cache) -> cache.keyEquality(KeyEquality.IDENTITY);
		}

	}

}
