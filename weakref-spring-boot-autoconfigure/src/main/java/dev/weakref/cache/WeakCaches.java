package dev.weakref.cache;

import java.util.Objects;
import java.util.function.Consumer;

import dev.weakref.Internal;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.directory.BlankNameException;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.WaitGraph;
import org.jspecify.annotations.Nullable;

/**
 * The named caches that endpoint and meters show, and a factory of such caches.
 * <p>
 * A cache made here is shown until it is {@linkplain #remove removed} or collected. This
 * class does not keep a cache alive, so the caller must hold it. A value that a cache
 * holds strongly must not reach the cache itself, which otherwise stays as long as the
 * value. The listeners of a cache may reach it.
 * <p>
 * {@link #close()} empties all caches, so that an object that still holds a cache does
 * not hold its values. Safe for use by any number of threads.
 */
public final class WeakCaches implements DirectoryHolder, AutoCloseable {

	private final MutableDirectory<ManagedCache> directory;

	private final WaitGraph waits = new WaitGraph();

	private final Reaper reaper;

	private final Consumer<WeakCacheBuilder<?, ?>> defaults;

	/**
	 * Creates an instance without caches.
	 * @param reaper drains the caches and calls their listeners
	 * @param defaults configures each cache before the caller does
	 */
	public WeakCaches(Reaper reaper, Consumer<WeakCacheBuilder<?, ?>> defaults) {
		this.directory = new MutableDirectory<>(reaper);
		this.reaper = reaper;
		this.defaults = defaults;
	}

	/**
	 * Makes a cache with the defaults.
	 * @param name its name
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty cache, which the caller must hold
	 * @throws DuplicateNameException if there is a cache of that name
	 * @throws BlankNameException if the name is empty or consists of white space
	 * @throws WeakRefConfigurationException if the defaults cannot work
	 */
	public <K, V> WeakCache<K, V> create(String name) {
		return create(name, (builder) -> {
		});
	}

	/**
	 * Makes a cache.
	 * @param name its name
	 * @param spec configures the cache, after the defaults
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty cache, which the caller must hold
	 * @throws DuplicateNameException if there is a cache of that name
	 * @throws BlankNameException if the name is empty or consists of white space
	 * @throws WeakRefConfigurationException if the configuration cannot work
	 */
	public <K, V> WeakCache<K, V> create(String name, Consumer<WeakCacheBuilder<K, V>> spec) {
		Objects.requireNonNull(spec, "'spec' must not be null");
		WeakCacheBuilder<K, V> builder = builder(name);
		this.defaults.accept(builder);
		spec.accept(builder);
		IndexedCache<K, V> cache = (IndexedCache<K, V>) builder.build();
		try {
			register(cache);
		}
		catch (RuntimeException ex) {
			cache.state.close();
			throw ex;
		}
		return cache;
	}

	/**
	 * Returns a builder of a cache without the defaults, which is not shown before it is
	 * registered. A cycle of threads that wait for loads of this and other caches is
	 * detected and ends in a {@code RecursiveComputationException}.
	 * @param name the name of the cache
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return a builder
	 * @throws BlankNameException if the name is empty or consists of white space
	 */
	public <K, V> WeakCacheBuilder<K, V> builder(String name) {
		WeakCacheBuilder<K, V> builder = WeakCache.builder(name, this.reaper);
		builder.waits = this.waits;
		return builder;
	}

	/**
	 * Registers a cache that was made elsewhere, under its own name.
	 * @param cache the cache
	 * @throws DuplicateNameException if there is another cache of that name
	 * @throws IllegalArgumentException if the cache was not made by a
	 * {@link WeakCacheBuilder}
	 */
	public void register(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		if (!(cache instanceof IndexedCache<?, ?> indexed)) {
			throw new IllegalArgumentException("The cache '" + cache.name() + "' of type " + cache.getClass().getName()
					+ " was not made by a WeakCacheBuilder");
		}
		this.directory.add(cache.name(), indexed.state, cache);
	}

	/**
	 * Returns whether a cache was made by a {@link WeakCacheBuilder}, so that it can be
	 * {@linkplain #register registered}.
	 * @param cache the cache
	 * @return whether it was; false for mocks and decorators
	 * @hidden
	 */
	@Internal
	public static boolean canRegister(WeakCache<?, ?> cache) {
		return Objects.requireNonNull(cache, "'cache' must not be null") instanceof IndexedCache<?, ?>;
	}

	/**
	 * Returns a cache by its name.
	 * @param name the name
	 * @return the cache, or {@code null} if there is none
	 */
	public @Nullable WeakCache<?, ?> find(String name) {
		return (WeakCache<?, ?>) this.directory.owner(name);
	}

	/**
	 * Returns whether the values of a cache are declared to be of a type other than
	 * {@link Object}, so that no placeholder may be stored.
	 * @param cache the cache
	 * @return whether it was made with {@link WeakCacheBuilder#valueType}
	 * @hidden
	 */
	@Internal
	public static boolean hasValueType(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		return cache instanceof IndexedCache<?, ?> indexed && indexed.state.typed;
	}

	/**
	 * Returns whether the caller should warn that values of a cache are never collected.
	 * Returns {@code true} once, and only if the cache has not warned.
	 * @param cache the cache
	 * @return whether to warn
	 * @hidden
	 */
	@Internal
	public static boolean isFirstMentionOfLastingValues(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		return !(cache instanceof IndexedCache<?, ?> indexed) || indexed.state.lastingEntries.isFirst();
	}

	/**
	 * Removes a cache, which is no longer shown. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		return this.directory.remove(name);
	}

	/**
	 * Removes a cache, and empties it in this process. It hears of no more changes of the
	 * engine behind it, and asks the engine each time. An engine keeps its entries.
	 * @param cache the cache
	 * @hidden
	 */
	@Internal
	public void release(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		if (cache instanceof IndexedCache<?, ?> indexed) {
			indexed.state.close();
			if (find(cache.name()) == cache) {
				remove(cache.name());
			}
		}
	}

	@Override
	public Directory<ManagedCache> directory() {
		return this.directory;
	}

	/**
	 * Removes all entries of all caches in this process. The caches stay usable where
	 * they are held. Engines behind them keep their entries, and are asked each time from
	 * now on.
	 */
	@Override
	public void close() {
		this.directory.all().forEach((cache) -> ((CacheState<?, ?>) cache).close());
	}

}
