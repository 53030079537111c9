package dev.weakref.boot.autoconfigure;

import java.util.List;
import java.util.Map;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for how caches from the configuration get to where they are used.
 */
class WeakCacheInjectionTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
		.withPropertyValues("weakref.caches.images.key-type=java.lang.String",
				"weakref.caches.images.value-type=java.lang.StringBuilder",
				"weakref.caches.thumbs.key-type=java.lang.String",
				"weakref.caches.thumbs.value-type=java.lang.StringBuilder",
				"weakref.caches.lists.key-type=java.lang.Long", "weakref.caches.lists.value-type=java.util.List");

	@Test
	void theTypesChooseTheCache() {
		this.contextRunner.withUserConfiguration(ByType.class)
			.run((context) -> assertThat(context.getBean(Holder.class).cache()).isSameAs(context.getBean("lists")));
	}

	@Test
	void aMockOfACacheCanBeABeanAndIsNotShown() {
		this.contextRunner.withBean("mock", WeakCache.class, () -> Mockito.mock(WeakCache.class))
			.run((context) -> assertThat(context.getBean(WeakCaches.class).directory().all())
				.noneMatch((cache) -> cache.name() == null || cache.name().equals("mock")));
	}

	@Test
	void theNameOfTheParameterChoosesAmongCachesOfTheSameTypes() {
		this.contextRunner.withUserConfiguration(ByParameterName.class)
			.run((context) -> assertThat(context.getBean(Holder.class).cache()).isSameAs(context.getBean("thumbs")));
	}

	@Test
	void aQualifierChoosesAmongCachesOfTheSameTypes() {
		this.contextRunner.withUserConfiguration(ByQualifier.class)
			.run((context) -> assertThat(context.getBean(Holder.class).cache()).isSameAs(context.getBean("images")));
	}

	@Test
	void aQualifierWithOtherTypesIsRefused() {
		this.contextRunner.withUserConfiguration(WrongTypes.class)
			.run((context) -> assertThat(context).getFailure().isInstanceOf(UnsatisfiedDependencyException.class));
	}

	@Test
	void aCacheWithoutTypesIsInjectedByQualifierAsAnyType() {
		this.contextRunner.withPropertyValues("weakref.caches.untyped=")
			.withUserConfiguration(Untyped.class)
			.run((context) -> assertThat(context.getBean(Holder.class).cache()).isSameAs(context.getBean("untyped")));
	}

	@Test
	void typesInTheDefaultsCount() {
		this.contextRunner
			.withPropertyValues("weakref.cache-defaults.key-type=java.lang.Class",
					"weakref.cache-defaults.value-type=java.util.Map", "weakref.caches.metadata=")
			.withUserConfiguration(TypesFromDefaults.class)
			.run((context) -> assertThat(context.getBean(Holder.class).cache()).isSameAs(context.getBean("metadata")));
	}

	@Test
	void aMapHasAllCachesByName() {
		this.contextRunner.withUserConfiguration(AllCaches.class)
			.run((context) -> assertThat(context.getBean(Names.class).names()).containsExactlyInAnyOrder("images",
					"thumbs", "lists", "own"));
	}

	@Test
	void aLazyInjectionPointGetsTheCache() {
		this.contextRunner.withUserConfiguration(LazyPoint.class).run((context) -> {
			Holder holder = context.getBean(Holder.class);
			assertThat(holder.cache().name()).isEqualTo("lists");
		});
	}

	record Holder(WeakCache<?, ?> cache) {
	}

	record Names(List<String> names) {
	}

	@Configuration(proxyBeanMethods = false)
	static class ByType {

		@Bean
		Holder holder(WeakCache<Long, List<?>> anyName) {
			return new Holder(anyName);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByParameterName {

		@Bean
		Holder holder(WeakCache<String, StringBuilder> thumbs) {
			return new Holder(thumbs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByQualifier {

		@Bean
		Holder holder(@Qualifier("images") WeakCache<String, StringBuilder> thumbs) {
			return new Holder(thumbs);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class WrongTypes {

		@Bean
		Holder holder(@Qualifier("images") WeakCache<String, Integer> images) {
			return new Holder(images);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Untyped {

		@Bean
		Holder holder(@Qualifier("untyped") WeakCache<String, StringBuilder> cache) {
			return new Holder(cache);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TypesFromDefaults {

		@Bean
		Holder holder(WeakCache<Class<?>, Map<?, ?>> cache) {
			return new Holder(cache);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class AllCaches {

		@Bean
		WeakCache<Integer, Object> own(WeakCaches caches) {
			return caches.create("own");
		}

		@Bean
		Names names(Map<String, WeakCache<?, ?>> caches) {
			return new Names(List.copyOf(caches.keySet()));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyPoint {

		@Bean
		Holder holder(@Lazy WeakCache<Long, List<?>> lists) {
			return new Holder(lists);
		}

	}

}
