package dev.weakref.boot.autoconfigure;

import java.util.function.Consumer;

import dev.weakref.cache.WeakCacheBuilder;

/**
 * Has the last word on how a cache is set up, after {@code application.yml}. Beans of
 * this type are applied in their {@linkplain org.springframework.core.annotation.Order
 * order} to the caches from configuration, and to those made by
 * {@link dev.weakref.cache.WeakCaches} before their maker sets them up.
 */
@FunctionalInterface
public interface WeakCacheCustomizer {

	/**
	 * Change how a cache is set up.
	 * @param cache the set-up, which tells the {@linkplain WeakCacheBuilder#name() name}
	 */
	void customize(WeakCacheBuilder<?, ?> cache);

	/**
	 * A customizer of the cache with a certain name. If no cache of that name has been
	 * made by the time the application is ready, the log mentions it.
	 * @param name the name of the cache
	 * @param customizer changes how it is set up
	 * @return a customizer that leaves other caches alone
	 */
	static WeakCacheCustomizer of(String name, Consumer<WeakCacheBuilder<?, ?>> customizer) {
		return new NamedCustomizer(name, customizer);
	}

}
