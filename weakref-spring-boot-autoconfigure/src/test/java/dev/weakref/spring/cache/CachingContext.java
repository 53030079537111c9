package dev.weakref.spring.cache;

import dev.weakref.boot.autoconfigure.WeakCacheManagerAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.cache.WeakCache;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * A context in which the results of a bean's methods are cached.
 */
final class CachingContext extends AnnotationConfigApplicationContext {

	CachingContext(String... properties) {
		TestPropertyValues.of(properties).applyTo(this);
		register(Application.class);
	}

	<T> T startWith(Class<T> bean) {
		registerBean(bean);
		refresh();
		return getBean(bean);
	}

	@SuppressWarnings("unchecked")
	<K, V> WeakCache<K, V> cache(String name) {
		return getBean(name, WeakCache.class);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	@ImportAutoConfiguration({ WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class })
	static class Application {

	}

}
