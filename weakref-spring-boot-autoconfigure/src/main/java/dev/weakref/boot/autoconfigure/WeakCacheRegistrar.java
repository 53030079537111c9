package dev.weakref.boot.autoconfigure;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Adds each cache that is a bean to the directory, and removes it with the bean.
 */
final class WeakCacheRegistrar implements DestructionAwareBeanPostProcessor {

	private final ObjectProvider<WeakCaches> weakCaches;

	WeakCacheRegistrar(ObjectProvider<WeakCaches> weakCaches) {
		this.weakCaches = weakCaches;
	}

	/**
	 * Registers the cache before initialization, since the bean may be a proxy of it
	 * afterwards. A mock or a decorator of a cache is not shown.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof WeakCache<?, ?> cache && WeakCaches.canRegister(cache)) {
			this.weakCaches.getObject().register(cache);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof WeakCache<?, ?>;
	}

	/**
	 * Empties the cache, since it may be held for longer than its context, and frees its
	 * name. A child context may be closed and restarted while its parent, which has the
	 * directory, stays open.
	 */
	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (bean instanceof WeakCache<?, ?> cache) {
			this.weakCaches.getObject().release(cache);
		}
	}

}
