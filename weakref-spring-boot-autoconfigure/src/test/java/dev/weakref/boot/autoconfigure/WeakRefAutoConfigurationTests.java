package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.References;
import dev.weakref.collection.WeakCollections;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.RecursiveComputationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WeakRefAutoConfiguration}: what there is, and what gives way.
 */
class WeakRefAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class));

	@Test
	void noBeanHasANameThatAnApplicationMayWantForItself() {
		Set<String> users = Set.of("wholeApplication", "images", "sounds", "painter", "listener", "export", "prototype",
				"prototypeFinalizer");
		new ApplicationContextRunner().withUserConfiguration(WholeApplication.configurations())
			.withPropertyValues("weakref.caches.images.references=weak-keys", "weakref.caches.sounds=",
					"management.endpoints.web.exposure.include=*")
			.run((context) -> assertThat(context.getBeanDefinitionNames())
				.filteredOn((name) -> isOurs(context.getBeanFactory().getBeanDefinition(name)) && !users.contains(name))
				.hasSizeGreaterThan(40)
				.allMatch((name) -> name.startsWith("weak") || name.contains("AutoConfiguration")));
	}

	private static boolean isOurs(BeanDefinition definition) {
		return String.valueOf(definition.getResourceDescription()).contains("dev.weakref")
				|| String.valueOf(definition.getBeanClassName()).startsWith("dev.weakref.");
	}

	@Test
	@Timeout(30)
	void loadersOfTwoCachesThatWaitForEachOtherAreTold() {
		this.contextRunner
			.withPropertyValues("weakref.caches.hens.references=weak-values",
					"weakref.caches.eggs.references=weak-values")
			.run((context) -> {
				WeakCache<String, Object> hens = cache(context, "hens");
				WeakCache<String, Object> eggs = cache(context, "eggs");
				Phaser bothLoad = new Phaser(2);
				CompletableFuture<Object> hen = CompletableFuture.supplyAsync(() -> cross(hens, eggs, bothLoad));
				CompletableFuture<Object> egg = CompletableFuture.supplyAsync(() -> cross(eggs, hens, bothLoad));
				assertThatExceptionOfType(CompletionException.class)
					.isThrownBy(() -> CompletableFuture.allOf(hen, egg).join())
					.withRootCauseInstanceOf(RecursiveComputationException.class);
			});
	}

	private static Object cross(WeakCache<String, Object> one, WeakCache<String, Object> other, Phaser bothLoad) {
		return one.get("key", (key) -> {
			bothLoad.arriveAndAwaitAdvance();
			return other.get(key, (again) -> new Object());
		});
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<String, Object> cache(ApplicationContext context, String name) {
		return context.getBean(name, WeakCache.class);
	}

	@Test
	void withoutConfigurationThereAreFactoriesAndNoCache() {
		this.contextRunner.run((context) -> assertThat(context).hasSingleBean(WeakCaches.class)
			.hasSingleBean(WeakCollections.class)
			.hasSingleBean(Reaper.class)
			.doesNotHaveBean(WeakCache.class));
	}

	@Test
	void theReaperRunsUntilTheContextIsClosed() {
		this.contextRunner.run((context) -> {
			Reaper reaper = context.getBean(Reaper.class);
			assertThat(reaper.statistics().running()).isTrue();
			context.close();
			assertThat(reaper.statistics().running()).isFalse();
		});
	}

	@Test
	@SuppressWarnings("unchecked")
	void cachesAreEmptyAfterTheirContextIsClosedAndNotBeforeTheirUsersAre() {
		this.contextRunner.withBean(CacheUser.class)
			.withPropertyValues("weakref.caches.images.retain.maximum-size=5")
			.run((context) -> {
				WeakCache<String, Object> images = context.getBean("images", WeakCache.class);
				WeakCache<String, Object> made = context.getBean(WeakCaches.class).create("made");
				CacheUser user = context.getBean(CacheUser.class);
				images.put("key", user);
				made.put("key", user);
				context.close();
				assertThat(user.foundAtTheEnd).isTrue();
				assertThat(List.of(images, made)).allSatisfy((cache) -> {
					assertThat(cache.estimatedSize()).isZero();
					assertThat(cache.retainedCount()).isZero();
				});
			});
	}

	@Test
	void twoContextsHaveAReaperAndCachesEach() {
		ApplicationContextRunner runner = this.contextRunner.withPropertyValues("weakref.caches.images=");
		runner.run((one) -> runner.run((other) -> {
			assertThat(other.getBean(Reaper.class)).isNotSameAs(one.getBean(Reaper.class));
			assertThat(other.getBean("images")).isNotSameAs(one.getBean("images"));
			other.close();
			assertThat(one.getBean(Reaper.class).statistics().running()).isTrue();
			assertThat(one.getBean(WeakCaches.class).find("images")).isSameAs(one.getBean("images"));
		}));
	}

	@Test
	void aReaperOfTheUserIsUsedForAllCaches() {
		this.contextRunner.withUserConfiguration(UserReaper.class)
			.withPropertyValues("weakref.caches.images.references=weak-values")
			.run((context) -> {
				assertThat(context).hasSingleBean(Reaper.class).hasBean("userReaper").hasSingleBean(WeakCache.class);
				Reaper reaper = context.getBean(Reaper.class);
				WeakCache<?, ?> images = context.getBean(WeakCache.class);
				assertThat(context.getBean(WeakCaches.class).find("images")).isSameAs(images);
				context.close();
				assertThat(reaper.statistics().running()).isFalse();
			});
	}

	@Test
	void factoriesOfTheUserShowTheCachesInTheConfigurationToo() {
		this.contextRunner.withUserConfiguration(UserFactories.class)
			.withPropertyValues("weakref.caches.images.references=soft-values",
					"weakref.cache-defaults.key-equality=identity")
			.run((context) -> {
				WeakCaches caches = context.getBean(WeakCaches.class);
				assertThat(context).getBean(WeakCaches.class).isSameAs(context.getBean("userCaches"));
				assertThat(context).getBean(WeakCollections.class).isSameAs(context.getBean("userCollections"));
				WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
				assertThat(caches.find("images")).isSameAs(images);
				assertThat(images.references()).hasToString("soft-values");
				assertThat(images.keyEquality()).hasToString("identity");
				WeakCache<Object, Object> made = caches.create("made");
				assertThat(made.references()).hasToString("weak-keys-and-values");
				assertThat(made.keyEquality()).hasToString("equals");
			});
	}

	@Test
	@ExtendWith(OutputCaptureExtension.class)
	void noBeanIsMadeBeforeItsPostProcessors(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(AsyncConfiguration.class)
			.withPropertyValues("weakref.caches.images.references=weak-values", "weakref.callbacks.executor=background")
			.run((context) -> {
				assertThat(context).hasSingleBean(WeakCache.class);
				assertThat(output).doesNotContain("is not eligible for getting processed by all BeanPostProcessors");
			});
	}

	@Configuration(proxyBeanMethods = false)
	static class UserReaper {

		@Bean
		Reaper userReaper() {
			return Reaper.start();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserFactories {

		@Bean
		WeakCaches userCaches(Reaper reaper) {
			return new WeakCaches(reaper, (cache) -> cache.references(References.WEAK_KEYS_AND_VALUES));
		}

		@Bean
		WeakCollections userCollections(Reaper reaper) {
			return new WeakCollections(reaper);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAsync
	static class AsyncConfiguration implements AsyncConfigurer {

		@Bean
		Executor background() {
			return Runnable::run;
		}

	}

	static final class CacheUser implements DisposableBean {

		private final WeakCache<String, Object> images;

		private boolean foundAtTheEnd;

		CacheUser(WeakCache<String, Object> images) {
			this.images = images;
		}

		@Override
		public void destroy() {
			this.foundAtTheEnd = this.images.contains("key");
		}

	}

}
