package dev.weakref.boot.autoconfigure;

import java.util.function.Consumer;

import dev.weakref.cache.WeakCacheBuilder;

/**
 * A customizer of one cache, which records whether there was such a cache.
 */
final class NamedCustomizer implements WeakCacheCustomizer {

	private final String name;

	private final Consumer<WeakCacheBuilder<?, ?>> customizer;

	private volatile boolean applied;

	NamedCustomizer(String name, Consumer<WeakCacheBuilder<?, ?>> customizer) {
		this.name = name;
		this.customizer = customizer;
	}

	@Override
	public void customize(WeakCacheBuilder<?, ?> cache) {
		if (cache.name().equals(this.name)) {
			this.applied = true;
			this.customizer.accept(cache);
		}
	}

	String name() {
		return this.name;
	}

	boolean isApplied() {
		return this.applied;
	}

}
