package dev.weakref.boot.autoconfigure;

import dev.weakref.cache.WeakCache;
import dev.weakref.spring.cache.WeakCacheManager;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.cache.test.autoconfigure.AutoConfigureCache;
import org.springframework.boot.webmvc.test.autoconfigure.WebMvcTest;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@code @Cacheable} methods in Spring Boot's slice of caches.
 */
@WebMvcTest
@AutoConfigureCache
@TestPropertySource(properties = "weakref.caches.books.retain.maximum-size=5")
class CacheSliceTests {

	@Test
	void aMethodThatNamesTheManagerUsesTheWeakCache(@Autowired Books books, @Autowired WeakCacheManager manager,
			@Autowired WeakCache<?, ?> cache) {
		Object book = books.byTitle("a");
		assertThat(books.byTitle("a")).isSameAs(book);
		assertThat(cache.asMap().values().stream().anyMatch((cached) -> cached == book)).isTrue();
		assertThat(manager.getCacheNames()).containsExactly("books");
	}

	static class Books {

		@Cacheable(cacheNames = "books", cacheManager = "weakCacheManager")
		Object byTitle(String title) {
			return new Object();
		}

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Application {

		@Bean
		Books bookService() {
			return new Books();
		}

	}

}
