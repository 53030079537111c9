package dev.weakref.autoconfigure;

import java.util.Map;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefAutoConfiguration}.
 */
class WeakRefAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class));

	@Test
	void withoutConfigurationThereIsAFactoryAndNoCache() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(WeakCaches.class)
			.hasSingleBean(Reaper.class)
			.doesNotHaveBean(WeakCache.class));
	}

	@Test
	void aCacheInTheConfigurationIsABeanOfItsName() {
		this.contextRunner
			.withPropertyValues("weakref.caches.images.references=weak-keys-and-values",
					"weakref.caches.images.key-equality=identity")
			.run((context) -> {
				WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
				assertThat(images.name()).isEqualTo("images");
				assertThat(images.references()).isEqualTo(References.WEAK_KEYS_AND_VALUES);
				assertThat(images.keyEquality()).isEqualTo(KeyEquality.IDENTITY);
				assertThat(context.getBean(WeakCaches.class).directory().all()).extracting((cache) -> cache.name())
					.containsExactly("images");
				assertThat(context.getBeansOfType(WeakCache.class)).isEqualTo(Map.of("images", images));
			});
	}

}
