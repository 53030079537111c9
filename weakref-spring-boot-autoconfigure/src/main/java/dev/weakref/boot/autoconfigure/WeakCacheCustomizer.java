package dev.weakref.boot.autoconfigure;

import java.util.function.Consumer;

import dev.weakref.cache.WeakCacheBuilder;

/**
 * Changes the settings of a cache after {@code application.yml}. Beans of this type are
 * applied in their {@linkplain org.springframework.core.annotation.Order order}: to the
 * caches of the configuration, and to those created by
 * {@link dev.weakref.cache.WeakCaches} before the settings of the call.
 */
@FunctionalInterface
public interface WeakCacheCustomizer {

	/**
	 * Changes the settings of a cache.
	 * @param cache the builder, which has the {@linkplain WeakCacheBuilder#name() name}
	 * of the cache
	 */
	void customize(WeakCacheBuilder<?, ?> cache);

	/**
	 * Returns a customizer of one cache. The log has a warning if no cache of that name
	 * has been created by the time the application is ready.
	 * @param name the name of the cache
	 * @param customizer changes its settings
	 * @return a customizer that leaves other caches alone
	 */
	static WeakCacheCustomizer of(String name, Consumer<WeakCacheBuilder<?, ?>> customizer) {
		return new NamedCustomizer(name, customizer);
	}

}
