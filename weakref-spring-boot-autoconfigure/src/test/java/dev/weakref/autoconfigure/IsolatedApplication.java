package dev.weakref.autoconfigure;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.weakref.cache.WeakCache;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListener;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

/**
 * A context with a cache that has had a callback, with weak listeners, and with cached
 * and memoized methods that have been called. Its classes are loaded by a class loader of
 * their own, so it is made by reflection and known as what the JDK calls it.
 */
public class IsolatedApplication implements Callable<AutoCloseable> {

	@Override
	@SuppressWarnings("unchecked")
	public AutoCloseable call() throws Exception {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test", Map.of("weakref.caches.images.retain.maximum-size", "5",
					"weakref.caches.sounds.references", "weak-keys", "weakref.callbacks.executor", "reaper")));
		context.register(Caching.class, WeakRefAutoConfiguration.class, WeakCacheManagerAutoConfiguration.class,
				MemoizedAutoConfiguration.class, WeakRefListenerAutoConfiguration.class);
		context.registerBean(Listener.class, (definition) -> definition.setScope("prototype"));
		context.refresh();
		listen(context);
		CachingApplication.Painter painter = context.getBean(CachingApplication.Painter.class);
		painter.frame(painter.image("a"));
		CountDownLatch called = new CountDownLatch(1);
		WeakCache<Object, Object> sounds = context.getBean("sounds", WeakCache.class);
		sounds.addListener((key, cause) -> called.countDown());
		sounds.put(new Object(), "value");
		context.getBean("images", WeakCache.class).put("key", new Object());
		long start = System.nanoTime();
		while (!called.await(10, TimeUnit.MILLISECONDS)) {
			if (System.nanoTime() - start > TimeUnit.SECONDS.toNanos(20)) {
				throw new IllegalStateException("The callback was awaited in vain");
			}
			System.gc();
		}
		return context;
	}

	private void listen(AnnotationConfigApplicationContext context) {
		Listener listener = context.getBean(Listener.class);
		context.getBean(WeakApplicationListeners.class).on(listener, String.class, Listener::on);
		context.publishEvent("hello");
		if (listener.heard != 2) {
			throw new IllegalStateException("The listener has heard " + listener.heard + " events");
		}
	}

	static class Listener {

		private int heard;

		@WeakEventListener
		void on(String event) {
			this.heard++;
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching(proxyTargetClass = true)
	static class Caching {

		@Bean
		CachingApplication.Painter painter() {
			return new CachingApplication.Painter();
		}

	}

}
