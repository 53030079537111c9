package dev.weakref.boot.autoconfigure;

import java.lang.ref.Reference;

import dev.weakref.cache.WeakCache;

import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * An application that uses a cache and ends. It is run with class paths that lack one
 * thing or another, so it uses nothing but Spring Boot itself.
 */
public final class SmallApplication {

	private SmallApplication() {
	}

	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(Beans.class);
		application.setBannerMode(Banner.Mode.OFF);
		application.run(args).close();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Beans {

		@Bean
		Object user(WeakCache<String, Object> images) {
			Object value = images.get("key", (key) -> new Object());
			System.out.println("The cache " + images.name() + " has " + images.liveCount() + " live and "
					+ images.retainedCount() + " retained");
			Reference.reachabilityFence(value);
			return "user";
		}

	}

}
