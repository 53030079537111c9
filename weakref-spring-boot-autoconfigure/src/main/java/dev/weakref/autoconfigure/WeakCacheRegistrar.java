package dev.weakref.autoconfigure;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * Shows the caches that users declare as beans of their own.
 */
final class WeakCacheRegistrar implements BeanPostProcessor {

	private final ObjectProvider<WeakCaches> weakCaches;

	WeakCacheRegistrar(ObjectProvider<WeakCaches> weakCaches) {
		this.weakCaches = weakCaches;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof WeakCache<?, ?> cache) {
			this.weakCaches.getObject().register(cache);
		}
		return bean;
	}

}
