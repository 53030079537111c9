package dev.weakref.boot.autoconfigure;

import java.util.List;

import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for cache beans of the user, in this context or its parent, and for when caches
 * are made and shown.
 */
@ExtendWith(OutputCaptureExtension.class)
class CacheBackOffTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
		.withPropertyValues("weakref.caches.images.references=soft-values", "weakref.caches.sounds=");

	@Test
	void aCacheBeanOfTheUserWinsAndIsShown() {
		this.contextRunner.withUserConfiguration(UserCache.class).run((context) -> {
			WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
			assertThat(images.references()).isEqualTo(References.WEAK_KEYS);
			assertThat(context.getBean(WeakCaches.class).find("images")).isSameAs(images);
			assertThat(shown(context)).containsExactly("images", "sounds");
		});
	}

	@Test
	void aCacheBeanOfTheUserThatIsMadeByTheFactoryTakesItsSettingsFromTheConfiguration() {
		this.contextRunner.withUserConfiguration(UserCacheByFactory.class).run((context) -> {
			WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
			assertThat(images.references()).isEqualTo(References.SOFT_VALUES);
			assertThat(context.getBean(WeakCaches.class).find("images")).isSameAs(images);
		});
	}

	@Test
	void aCacheBeanOfTheUserIsShownUnderTheNameOfTheCache() {
		this.contextRunner.withUserConfiguration(OtherName.class)
			.run((context) -> assertThat(shown(context)).containsExactly("images", "shown-name", "sounds"));
	}

	@Test
	void aBeanWhoseTypeIsNotKnownWinsAndIsMentioned(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(UnknownType.class).run((context) -> {
			assertThat(context.getBean("images")).isEqualTo("picture");
			assertThat(output).contains("The cache 'images' of the configuration is not made");
		});
	}

	@Test
	void aLazyCacheBeanIsShownOnceItIsMade() {
		this.contextRunner.withUserConfiguration(LazyCache.class).run((context) -> {
			assertThat(shown(context)).containsExactly("images", "sounds");
			assertThat(context.getBean("lazy")).isNotNull();
			assertThat(shown(context)).containsExactly("images", "lazy", "sounds");
		});
	}

	@Test
	void withLazyInitializationACacheIsMadeWhenItIsAskedFor() {
		this.contextRunner.withBean(LazyInitializationBeanFactoryPostProcessor.class).run((context) -> {
			assertThat(shown(context)).isEmpty();
			assertThat(context.getBean("images", WeakCache.class).references()).isEqualTo(References.SOFT_VALUES);
			assertThat(shown(context)).containsExactly("images");
		});
	}

	@Test
	void aChildContextUsesTheCachesOfItsParent() {
		this.contextRunner.run((parent) -> this.contextRunner.withParent(parent).run((child) -> {
			assertThat(child.getBean("images")).isSameAs(parent.getBean("images"));
			assertThat(child.getBean(Reaper.class)).isSameAs(parent.getBean(Reaper.class));
			child.close();
			assertThat(shown(parent)).containsExactly("images", "sounds");
			assertThat(parent.getBean(Reaper.class).statistics().running()).isTrue();
		}));
	}

	@Test
	void cachesOfAChildContextAreShownInItsParentWhileTheChildLives() {
		this.contextRunner.run((parent) -> {
			for (int start = 0; start < 2; start++) {
				this.contextRunner.withParent(parent)
					.withPropertyValues("weakref.caches.more.references=weak-keys")
					.run((child) -> {
						assertThat(child.getBean("more", WeakCache.class).references()).isEqualTo(References.WEAK_KEYS);
						assertThat(shown(parent)).containsExactly("images", "more", "sounds");
					});
				assertThat(shown(parent)).containsExactly("images", "sounds");
			}
		});
	}

	@Test
	void aBeanOfAnotherTypeInTheParentIsHidden() {
		new ApplicationContextRunner().withBean("images", String.class, () -> "a text")
			.run((parent) -> this.contextRunner.withParent(parent)
				.run((child) -> assertThat(child.getBean("images")).isInstanceOf(WeakCache.class)));
	}

	@Test
	void aCacheBeanThatIsDestroyedMakesRoomForTheNext() {
		this.contextRunner.withUserConfiguration(LazyCache.class).run((context) -> {
			Object first = context.getBean("lazy");
			context.getBeanFactory().destroyBean("lazy", first);
			assertThat(shown(context)).containsExactly("images", "sounds");
		});
	}

	private static List<String> shown(ApplicationContext context) {
		return context.getBean(WeakCaches.class).directory().all().stream().map(ManagedCache::name).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class UserCache {

		@Bean
		WeakCache<String, Object> images(Reaper reaper) {
			return WeakCache.<String, Object>builder("images", reaper).references(References.WEAK_KEYS).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserCacheByFactory {

		@Bean
		WeakCache<String, Object> images(WeakCaches caches) {
			return caches.create("images");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OtherName {

		@Bean
		WeakCache<String, Object> beanName(Reaper reaper) {
			return WeakCache.<String, Object>builder("shown-name", reaper).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownType {

		@Bean
		FactoryBean<?> images() {
			return new FactoryBean<>() {

				@Override
				public Object getObject() {
					return "picture";
				}

				@Override
				public @Nullable Class<?> getObjectType() {
					return null;
				}

			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyCache {

		@Bean
		@Lazy
		WeakCache<String, Object> lazy(Reaper reaper) {
			return WeakCache.<String, Object>builder("lazy", reaper).build();
		}

	}

}
