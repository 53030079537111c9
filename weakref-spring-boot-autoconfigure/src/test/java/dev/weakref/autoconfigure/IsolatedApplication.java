package dev.weakref.autoconfigure;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.weakref.cache.WeakCache;
import dev.weakref.spring.bean.DestroyWhenUnused;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.MapPropertySource;

/**
 * A context with a cache that has had a callback, and with a bean that is destroyed when
 * unused but still is in use. Its classes are loaded by a class
 * loader of their own, so it is made by reflection and known as what the JDK calls it.
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
		context.register(WeakRefAutoConfiguration.class, FinalizerAutoConfiguration.class,
				TrackedBeansAutoConfiguration.class, DestroyWhenUnusedAutoConfiguration.class, Export.class,
				Holder.class);
		context.refresh();
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

	@Scope("prototype")
	@DestroyWhenUnused
	static class Export implements AutoCloseable {

		@Override
		public void close() {
			System.out.println("closed");
		}

	}

	record Holder(Export export) {
	}

}
