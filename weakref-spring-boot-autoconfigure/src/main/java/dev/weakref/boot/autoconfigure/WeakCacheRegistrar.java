package dev.weakref.boot.autoconfigure;

import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;

/**
 * Shows each cache that is a bean for as long as the bean lives.
 */
final class WeakCacheRegistrar implements DestructionAwareBeanPostProcessor {

	private final ObjectProvider<WeakCaches> weakCaches;

	WeakCacheRegistrar(ObjectProvider<WeakCaches> weakCaches) {
		this.weakCaches = weakCaches;
	}

	/**
	 * Comes before initialization, since a bean may be a proxy of the cache afterwards.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof WeakCache<?, ?> cache) {
			this.weakCaches.getObject().register(cache);
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return bean instanceof WeakCache<?, ?>;
	}

	/**
	 * A cache is emptied, for it may be held for longer than its context. The name is
	 * free for the next bean at once: a child context may be closed and started anew
	 * while its parent, which shows its caches, goes on.
	 */
	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (bean instanceof WeakCache<?, ?> cache) {
			cache.invalidateAll();
			WeakCaches caches = this.weakCaches.getObject();
			if (caches.find(cache.name()) == cache) {
				caches.remove(cache.name());
			}
		}
	}

}
