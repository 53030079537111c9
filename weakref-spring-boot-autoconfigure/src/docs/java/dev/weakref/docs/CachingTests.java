package dev.weakref.docs;

import java.awt.image.BufferedImage;
import java.util.function.Function;

import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.cache.WeakCache;
import dev.weakref.memo.Memoizers;
import dev.weakref.spring.cache.Memoized;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Spring's cache annotations and memoized methods as the pages show them.
 */
class CachingTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakCacheManagerAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class))
		.withUserConfiguration(Caching.class, Portraits.class, Printer.class)
		.withPropertyValues("weakref.caches.images.retain.maximum-size=200");

	@Test
	void aCacheableMethodUsesAWeakCache() {
		this.contextRunner.run((context) -> {
			BufferedImage portrait = context.getBean(Portraits.class).portrait("ada");
			WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
			assertThat(images.asMap().get("ada")).isSameAs(portrait);
			assertThat(context.getBean(Portraits.class).portrait("ada")).isSameAs(portrait);
		});
	}

	@Test
	void aMemoizedMethodIsCalledOnce() {
		this.contextRunner.run((context) -> {
			Printer printer = context.getBean(Printer.class);
			Document document = new Document("draft");
			assertThat(printer.layout(document, 1)).isSameAs(printer.layout(document, 1))
				.isNotSameAs(printer.layout(document, 2));
		});
	}

	@Test
	void aFunctionIsMemoized() {
		this.contextRunner.run((context) -> {
			Memoizers memoizers = context.getBean(Memoizers.class);
			Document document = new Document("draft");
			// tag::memoizers[]
			Function<Document, Index> indexOf = memoizers.memoize("indexOf", Index::of);
			// end::memoizers[]
			assertThat(indexOf.apply(document)).isSameAs(indexOf.apply(document));
		});
	}

	static class Printer {

		// tag::memoized[]
		@Memoized
		public Layout layout(Document document, int page) {
			return new Layout(page);
		}
		// end::memoized[]

	}

	record Document(String title) {

	}

	private static final class Layout {

		private final int page;

		Layout(int page) {
			this.page = page;
		}

		@Override
		public String toString() {
			return "page " + this.page;
		}

	}

	private static final class Index {

		static Index of(Document document) {
			return new Index();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

	}

}
