package dev.weakref.boot.autoconfigure;

import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.Caffeine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.caffeine.CaffeineCacheManager;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for the cache manager that Spring Boot creates in an application that enables
 * caching and chooses no provider: docs/caches.md says what the starter changes.
 */
class BootCacheProviderTests {

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void caffeineOnTheClassPathIsTheProviderWithAndWithoutThisLibrary(boolean library) {
		contextRunner(library).run((context) -> {
			assertThat(context.getBean(CacheManager.class)).isInstanceOf(CaffeineCacheManager.class);
			assertThatIllegalStateException().isThrownBy(() -> context.getBean(Books.class).find("a"))
				.withMessageContaining("No Caffeine AsyncCache available");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void aMapIsTheProviderWithoutCaffeineWithAndWithoutThisLibrary(boolean library) {
		contextRunner(library).withClassLoader(new FilteredClassLoader(Caffeine.class)).run((context) -> {
			assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class);
			assertThat(context.getBean(Books.class).find("a")).isCompletedWithValue("a");
		});
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void theTypeSimpleKeepsTheMap(boolean library) {
		contextRunner(library).withPropertyValues("spring.cache.type=simple").run((context) -> {
			assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class);
			assertThat(context.getBean(Books.class).find("a")).isCompletedWithValue("a");
		});
	}

	private static ApplicationContextRunner contextRunner(boolean library) {
		ApplicationContextRunner boot = new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
			.withUserConfiguration(Caching.class);
		return library
				? boot.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
						WeakCacheManagerAutoConfiguration.class, DefaultWeakCacheManagerAutoConfiguration.class))
				: boot;
	}

	/** Public, for a proxy that another class loader makes. */
	public static class Books {

		@Cacheable("books")
		public CompletableFuture<String> find(String title) {
			return CompletableFuture.completedFuture(title);
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

}
