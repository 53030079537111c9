package dev.weakref.spring.backing;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.weakref.cache.Backing;
import dev.weakref.cache.BackingSpec;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;

import org.springframework.cache.Cache;

/**
 * A process that uses an engine, or the part of one that has a connection of its own.
 *
 * @param engine its engine
 * @param shared the engine's cache
 * @param caches its weak caches
 * @param closing ends its connections
 */
public record Node(BackingEngine engine, Cache shared, WeakCaches caches, Runnable closing) implements AutoCloseable {

	public static Node of(Reaper reaper, BackingEngine engine, Cache shared, Runnable closing) {
		return new Node(engine, shared, new WeakCaches(reaper, (cache) -> {
		}), closing);
	}

	/**
	 * Returns a weak cache in front of the engine.
	 */
	public WeakCache<String, Document> cache(Consumer<BackingSpec> spec, Consumer<WeakCacheBuilder<?, ?>> settings) {
		return cache(spec, settings, UnaryOperator.identity());
	}

	/**
	 * Returns a weak cache in front of the engine.
	 * @param between wraps the engine
	 */
	public WeakCache<String, Document> cache(Consumer<BackingSpec> spec, Consumer<WeakCacheBuilder<?, ?>> settings,
			UnaryOperator<Backing<Object, Object>> between) {
		BackingEngine.Use use = new BackingEngine.Use(this.shared.getName(), Document.class, Duration.ofSeconds(1),
				Duration.ofMinutes(1));
		WeakCacheBuilder<Object, Object> builder = this.caches.builder(this.shared.getName());
		settings.accept(builder);
		builder.backing(between.apply(this.engine.backing(this.shared, use)), (backing) -> {
			backing.channel(this.engine.channel(this.shared, use));
			spec.accept(backing);
		});
		@SuppressWarnings("unchecked")
		WeakCache<String, Document> cache = (WeakCache<String, Document>) (WeakCache<?, ?>) builder.build();
		this.caches.register(cache);
		return cache;
	}

	public WeakCache<String, Document> cache() {
		return cache((backing) -> {
		}, (settings) -> {
		});
	}

	@Override
	public void close() {
		this.caches.close();
		this.closing.run();
	}

}
