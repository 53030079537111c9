package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;
import java.util.List;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.cache.CachedMethodCheck;
import dev.weakref.spring.cache.WeakCacheManager;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.actuate.endpoint.CachesEndpoint;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CachesEndpointAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.cache.metrics.CacheMetricsRegistrar;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.OverridingClassLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WeakCacheManagerAutoConfiguration} and
 * {@link DefaultWeakCacheManagerAutoConfiguration}.
 */
class WeakCacheManagerAutoConfigurationTests {

	private final ApplicationContextRunner withoutCaching = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class,
						DefaultWeakCacheManagerAutoConfiguration.class, CacheAutoConfiguration.class))
		.withPropertyValues("weakref.caches.books.retain.maximum-size=10");

	private final ApplicationContextRunner contextRunner = this.withoutCaching.withUserConfiguration(Caching.class);

	@Test
	void withoutCachingThereIsNone() {
		this.withoutCaching.run((context) -> assertThat(context).doesNotHaveBean(CacheManager.class)
			.doesNotHaveBean(CachedMethodCheck.class)
			.hasBean("books"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "simple", "caffeine", "none" })
	void itStandsBesideTheManagerOfBoot(String type) {
		this.contextRunner.withPropertyValues("spring.cache.type=" + type).run((context) -> {
			assertThat(context).getBeanNames(CacheManager.class)
				.containsExactlyInAnyOrder("cacheManager", "weakCacheManager");
			assertThat(context.getBean(CacheManager.class)).isSameAs(context.getBean("cacheManager"));
			assertThat(byName(context)).isTrue();
			assertThat(byDefault(context)).isFalse();
		});
	}

	@Test
	void theCacheManagerStandsBesideTheManagerOfTheUser() {
		this.contextRunner.withUserConfiguration(UserManager.class).run((context) -> {
			assertThat(context.getBean(CacheManager.class)).isSameAs(context.getBean("userManager"));
			assertThat(byName(context)).isTrue();
			assertThat(byDefault(context)).isFalse();
		});
	}

	@Test
	void aSingleCacheManagerIsTheDefault() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class))
			.withUserConfiguration(Caching.class)
			.withPropertyValues("weakref.caches.books=")
			.run((context) -> {
				assertThat(context).hasSingleBean(CacheManager.class);
				assertThat(byDefault(context)).isTrue();
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "simple", "caffeine" })
	void itIsTheDefaultWhereThatIsAskedFor(String type) {
		this.contextRunner.withPropertyValues("weakref.cache-manager.default=true", "spring.cache.type=" + type)
			.run((context) -> {
				assertThat(context).hasSingleBean(CacheManager.class).hasSingleBean(WeakCacheManager.class);
				assertThat(byName(context)).isTrue();
				assertThat(byDefault(context)).isTrue();
			});
	}

	@Test
	void theCacheManagerIsNotTheDefaultWhereThatIsDeclined() {
		this.contextRunner.withPropertyValues("weakref.cache-manager.default=false", "spring.cache.type=simple")
			.run((context) -> assertThat(context.getBean(CacheManager.class))
				.isInstanceOf(ConcurrentMapCacheManager.class));
	}

	@Test
	void theManagerOfTheUserIsTheDefaultAllTheSame() {
		this.contextRunner.withUserConfiguration(UserManager.class)
			.withPropertyValues("weakref.cache-manager.default=true")
			.run((context) -> {
				assertThat(context.getBean(CacheManager.class)).isSameAs(context.getBean("userManager"));
				assertThat(byName(context)).isTrue();
				assertThat(byDefault(context)).isFalse();
			});
	}

	@Test
	void aWeakManagerOfTheUserIsTheOnlyOne() {
		this.contextRunner.withUserConfiguration(UserWeakManager.class)
			.run((context) -> assertThat(context).hasSingleBean(CacheManager.class).hasBean("userManager"));
	}

	@Test
	void theCacheManagerDoesNotNeedTheCacheModuleOfBoot() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
					WeakCacheManagerAutoConfiguration.class, DefaultWeakCacheManagerAutoConfiguration.class))
			.withUserConfiguration(Caching.class)
			.withPropertyValues("weakref.caches.books=", "weakref.cache-manager.default=true")
			.withClassLoader(new FilteredClassLoader("org.springframework.boot.cache"))
			.run((context) -> assertThat(byDefault(context)).isTrue());
	}

	@Test
	void aBeanWhoseMethodsCannotBeToldIsPassedOver() throws ClassNotFoundException {
		Class<?> incomplete = new WithoutPart().loadClass(Incomplete.class.getName());
		assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(incomplete::getDeclaredMethods);
		RootBeanDefinition definition = new RootBeanDefinition(incomplete);
		definition.setLazyInit(true);
		this.contextRunner
			.withInitializer(
					(context) -> ((BeanDefinitionRegistry) context).registerBeanDefinition("incomplete", definition))
			.run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void noCacheIsABeanOfSpringsType() {
		this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(Cache.class));
	}

	@Test
	void cachesThatAreLazyAreMadeWhenTheyAreAskedFor() {
		this.contextRunner.withBean(LazyInitializationBeanFactoryPostProcessor.class)
			.withPropertyValues("weakref.caches.maps=")
			.run((context) -> {
				WeakCacheManager manager = context.getBean(WeakCacheManager.class);
				assertThat(manager.getCacheNames()).containsExactly("books");
				assertThat(manager.getCache("maps")).isNotNull();
				assertThat(manager.getCacheNames()).containsExactly("books", "maps");
			});
	}

	@Test
	void theEndpointOfBootShowsTheCaches() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(CachesEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=caches", "spring.cache.type=simple")
			.run((context) -> {
				CachesEndpoint endpoint = context.getBean(CachesEndpoint.class);
				WeakCache<Object, Object> made = context.getBean(WeakCaches.class).create("made");
				made.put("key", this);
				assertThat(endpoint.caches().getCacheManagers().get("weakCacheManager").getCaches())
					.containsOnlyKeys("books", "made");
				assertThat(endpoint.clearCache("made", "weakCacheManager")).isTrue();
				assertThat(made.liveCount()).isZero();
				made.put("key", this);
				endpoint.clearCaches();
				assertThat(made.liveCount()).isZero();
				context.getBean(WeakCaches.class).remove("made");
				assertThat(endpoint.cache("made", null)).isNull();
			});
	}

	@Test
	void prometheusHasTheMetersOfEachCacheOnce() {
		this.contextRunner
			.withConfiguration(AutoConfigurations.of(MetricsAutoConfiguration.class,
					CompositeMeterRegistryAutoConfiguration.class, PrometheusMetricsExportAutoConfiguration.class,
					CacheMetricsAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class))
			.withPropertyValues("spring.cache.type=caffeine", "spring.cache.cache-names=pages",
					"spring.cache.caffeine.spec=recordStats")
			.run((context) -> {
				byName(context);
				byName(context);
				Cache books = context.getBean(WeakCacheManager.class).getCache("books");
				assertThat(context.getBean(CacheMetricsRegistrar.class).bindCacheToRegistry(books)).isFalse();
				PrometheusMeterRegistry registry = context.getBean(PrometheusMeterRegistry.class);
				assertThat(registry.scrape()).containsOnlyOnce(
						"cache_gets_total{cache=\"books\",cache_manager=\"weak\",name=\"books\",result=\"hit\"} 3.0")
					.containsOnlyOnce("cache_size{cache=\"books\",cache_manager=\"weak\",name=\"books\"} 1.0")
					.containsOnlyOnce("cache_size{cache=\"pages\",cache_manager=\"cacheManager\",name=\"pages\"} 0.0");
				assertThat(registry.getMeters()).extracting(Meter::getId)
					.filteredOn((id) -> id.getName().startsWith("cache.") && "books".equals(id.getTag("cache")))
					.doesNotHaveDuplicates()
					.allSatisfy((id) -> assertThat(id.getTag("cache.manager")).isEqualTo("weak"));
			});
	}

	/** Whether a method that names the manager keeps its result in the weak cache. */
	private static boolean byName(AssertableApplicationContext context) {
		Books books = context.getBean(Books.class);
		Object book = books.byName("a");
		assertThat(books.byName("a")).isSameAs(book);
		return isInWeakCache(context, book);
	}

	/** Whether a method that names no manager keeps its result in the weak cache. */
	private static boolean byDefault(AssertableApplicationContext context) {
		Object book = context.getBean(Books.class).byDefault("b");
		return isInWeakCache(context, book);
	}

	private static boolean isInWeakCache(AssertableApplicationContext context, Object book) {
		WeakCache<?, ?> cache = context.getBean("books", WeakCache.class);
		boolean found = cache.asMap().values().stream().anyMatch((cached) -> cached == book);
		Reference.reachabilityFence(book);
		return found;
	}

	/** Public, for a proxy that another class loader makes. */
	public static class Books {

		@Cacheable(cacheNames = "books", cacheManager = "weakCacheManager")
		public Object byName(String title) {
			return List.of(title);
		}

		@Cacheable("books")
		public Object byDefault(String title) {
			return List.of(title);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

		@Bean
		Books bookService() {
			return new Books();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserManager {

		@Bean
		CaffeineCacheManager userManager() {
			return new CaffeineCacheManager();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserWeakManager {

		@Bean
		WeakCacheManager userManager(WeakCaches caches, Reaper reaper) {
			return new WeakCacheManager(caches, reaper.suitability());
		}

	}

	static class Incomplete {

		@Nullable Part part() {
			return null;
		}

		static class Part {

		}

	}

	static class WithoutPart extends OverridingClassLoader {

		WithoutPart() {
			super(WithoutPart.class.getClassLoader());
		}

		@Override
		protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
			if (name.equals(Incomplete.Part.class.getName())) {
				throw new ClassNotFoundException(name);
			}
			return super.loadClass(name, resolve);
		}

		@Override
		protected boolean isEligibleForOverriding(String className) {
			return className.equals(Incomplete.class.getName());
		}

	}

}
