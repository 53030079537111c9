package dev.weakref.boot.autoconfigure;

import java.util.function.Consumer;

import dev.weakref.cache.WeakCacheBuilder;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Sets a cache up: its properties over the defaults of all caches, then the customizers.
 *
 * @param properties what the configuration says
 * @param customizers have the last word
 */
record WeakCacheSetup(WeakRefProperties properties,
		ObjectProvider<WeakCacheCustomizer> customizers) implements Consumer<WeakCacheBuilder<?, ?>> {

	/**
	 * Create the setup, which also serves caches that are made much later, so faults of
	 * the defaults are told at once.
	 */
	WeakCacheSetup {
		CacheSettings.check(properties.cacheDefaults(), "weakref.cache-defaults");
	}

	@Override
	public void accept(WeakCacheBuilder<?, ?> cache) {
		CacheSettings.of(cache.name(), this.properties).applyTo(cache);
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(cache));
	}

}
