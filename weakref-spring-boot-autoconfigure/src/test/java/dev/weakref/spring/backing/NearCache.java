package dev.weakref.spring.backing;

import java.util.function.Consumer;

import dev.weakref.cache.Backing;
import dev.weakref.cache.BackingSpec;
import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.InvalidationChannel;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.cache.WeakCaches;

/**
 * A weak cache in front of an engine that a test looks at.
 *
 * @param cache the weak cache
 * @param backing counts, holds and fails what goes to the engine
 * @param channel counts what the engine reports
 */
public record NearCache(WeakCache<String, Document> cache, ProbedBacking backing, ProbedChannel channel) {

	public static NearCache of(WeakCaches caches, String name, Engine engine, Consumer<BackingSpec> spec,
			Consumer<WeakCacheBuilder<Object, Object>> settings) {
		ProbedBacking backing = new ProbedBacking(engine.backing());
		ProbedChannel channel = new ProbedChannel(engine.channel());
		WeakCacheBuilder<Object, Object> builder = caches.builder(name);
		settings.accept(builder);
		return new NearCache(new Engine(backing, channel).cache(builder, spec), backing, channel);
	}

	public BackingStatistics counts() {
		BackingStatistics counts = this.cache.backingStatistics();
		if (counts == null) {
			throw new IllegalStateException("There is no engine");
		}
		return counts;
	}

	public int reads() {
		return this.backing.reads.get();
	}

	/**
	 * Waits until the changes of a key have been reported.
	 */
	public NearCache awaitReports(String key, int count) {
		this.channel.awaitReports(this.backing.engineKey(key), count);
		return this;
	}

	/**
	 * The cache of an engine, as one process sees it.
	 *
	 * @param backing reads and writes it
	 * @param channel reports its changes
	 */
	public record Engine(Backing<Object, Object> backing, InvalidationChannel channel) {

		/**
		 * Returns a weak cache in front of the engine.
		 */
		@SuppressWarnings("unchecked")
		public <K, V> WeakCache<K, V> cache(WeakCacheBuilder<Object, Object> builder, Consumer<BackingSpec> spec) {
			return (WeakCache<K, V>) builder.backing(this.backing, (settings) -> {
				settings.channel(this.channel);
				spec.accept(settings);
			}).build();
		}

		/**
		 * Returns a weak cache in front of the engine.
		 */
		public <K, V> WeakCache<K, V> cache(WeakCacheBuilder<Object, Object> builder) {
			return cache(builder, (settings) -> {
			});
		}

	}

}
