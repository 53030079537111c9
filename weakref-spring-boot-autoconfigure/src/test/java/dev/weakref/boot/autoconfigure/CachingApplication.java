package dev.weakref.boot.autoconfigure;

import dev.weakref.cache.WeakCache;
import dev.weakref.spring.cache.Memoized;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application with cached and memoized methods that tells what became of them and
 * ends. It is run with class paths that lack one thing or another, so it uses nothing but
 * Spring Boot itself.
 */
public final class CachingApplication {

	private CachingApplication() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(Beans.class);
		application.setBannerMode(Banner.Mode.OFF);
		try (ConfigurableApplicationContext context = application.run(args)) {
			Painter painter = context.getBean(Painter.class);
			Object image = painter.image("a");
			WeakCache<?, ?> images = context.getBean("images", WeakCache.class);
			System.out.println("Managers: " + context.getBeansOfType(CacheManager.class).keySet() + ", cached: "
					+ (painter.image("a") == image) + ", in the weak cache: " + images.asMap().containsValue(image)
					+ ", memoized: " + (painter.frame(image) == painter.frame(image)));
		}
	}

	static class Painter {

		@Cacheable("images")
		Object image(String name) {
			return new Object();
		}

		@Memoized
		Object frame(Object image) {
			return new Object();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableCaching(proxyTargetClass = true)
	static class Beans {

		@Bean
		Painter painter() {
			return new Painter();
		}

	}

}
