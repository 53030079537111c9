package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakCacheCustomizer}.
 */
class WeakCacheCustomizerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
		.withPropertyValues("weakref.caches.images.references=soft-values", "weakref.caches.sounds=");

	@Test
	void aCustomizerHasTheLastWordOverTheConfiguration() {
		this.contextRunner.withBean(WeakCacheCustomizer.class, () -> (cache) -> cache.references(References.WEAK_KEYS))
			.run((context) -> assertThat(context.getBeansOfType(WeakCache.class).values())
				.extracting((cache) -> cache.references())
				.containsExactly(References.WEAK_KEYS, References.WEAK_KEYS));
	}

	@Test
	void customizersAreAppliedOnceInTheirOrder() {
		StringBuilder calls = new StringBuilder();
		this.contextRunner.withBean(StringBuilder.class, () -> calls)
			.withUserConfiguration(Ordered.class)
			.run((context) -> {
				assertThat(context.getBean("images", WeakCache.class).references()).isEqualTo(References.WEAK_VALUES);
				assertThat(calls).hasToString("first images, last images, first sounds, last sounds, ");
			});
	}

	@Test
	void aCustomizerCanBeForOneCache() {
		this.contextRunner
			.withBean(WeakCacheCustomizer.class,
					() -> WeakCacheCustomizer.of("sounds", (cache) -> cache.keyEquality(KeyEquality.IDENTITY)))
			.run((context) -> {
				assertThat(context.getBean("images", WeakCache.class).keyEquality()).isEqualTo(KeyEquality.EQUALS);
				assertThat(context.getBean("sounds", WeakCache.class).keyEquality()).isEqualTo(KeyEquality.IDENTITY);
			});
	}

	@Test
	@SuppressWarnings("unchecked")
	void aCustomizerSwitchesAnInheritedExpiryOff() {
		AtomicLong clock = new AtomicLong();
		this.contextRunner.withPropertyValues("weakref.cache-defaults.expire-after-write=1h")
			.withBean("clock", WeakCacheCustomizer.class, () -> (cache) -> cache.ticker(clock::get))
			.withBean("lasting", WeakCacheCustomizer.class,
					() -> WeakCacheCustomizer.of("sounds", (cache) -> cache.expireAfterWrite(null)))
			.run((context) -> {
				WeakCache<Object, Object> images = context.getBean("images", WeakCache.class);
				WeakCache<Object, Object> sounds = context.getBean("sounds", WeakCache.class);
				Object value = new Object();
				images.put("key", value);
				sounds.put("key", value);
				clock.addAndGet(Duration.ofHours(2).toNanos());
				assertThat(images.getIfPresent("key")).isNull();
				assertThat(sounds.getIfPresent("key")).isSameAs(value);
			});
	}

	@Test
	void theMakerOfACacheAtRunTimeHasTheLastWordOverCustomizers() {
		this.contextRunner.withBean(WeakCacheCustomizer.class, () -> (cache) -> cache.references(References.WEAK_KEYS))
			.run((context) -> {
				WeakCaches caches = context.getBean(WeakCaches.class);
				assertThat(caches.create("customized").references()).isEqualTo(References.WEAK_KEYS);
				WeakCache<Object, Object> made = caches.create("made",
						(cache) -> cache.references(References.WEAK_VALUES));
				assertThat(made.references()).isEqualTo(References.WEAK_VALUES);
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class Ordered {

		@Bean
		@Order(2)
		WeakCacheCustomizer last(StringBuilder calls) {
			return (cache) -> {
				calls.append("last ").append(cache.name()).append(", ");
				cache.references(References.WEAK_VALUES);
			};
		}

		@Bean
		@Order(1)
		WeakCacheCustomizer first(StringBuilder calls) {
			return (cache) -> {
				calls.append("first ").append(cache.name()).append(", ");
				cache.references(References.WEAK_KEYS);
			};
		}

	}

}
