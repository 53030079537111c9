package dev.weakref.boot.autoconfigure;

import java.util.function.Consumer;

import dev.weakref.cache.WeakCacheBuilder;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Applies the settings of a cache: its properties over the defaults of all caches, then
 * the customizers.
 *
 * @param properties the properties
 * @param customizers the customizers
 * @param backings puts caches in front of engines
 */
record WeakCacheSetup(WeakRefProperties properties, ObjectProvider<WeakCacheCustomizer> customizers,
		CacheBackings backings) implements Consumer<WeakCacheBuilder<?, ?>> {

	/**
	 * Creates the setup and checks the defaults immediately, since caches may be created
	 * much later.
	 */
	WeakCacheSetup {
		CacheSettings.check(properties.cacheDefaults(), "weakref.cache-defaults");
	}

	@Override
	public void accept(WeakCacheBuilder<?, ?> cache) {
		CacheSettings settings = CacheSettings.of(cache.name(), this.properties);
		settings.applyTo(cache);
		if (settings.backing() != null) {
			this.backings.apply(cache, settings, settings.backing());
		}
		this.customizers.orderedStream().forEach((customizer) -> customizer.customize(cache));
	}

}
