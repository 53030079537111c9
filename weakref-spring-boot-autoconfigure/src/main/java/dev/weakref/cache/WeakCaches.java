package dev.weakref.cache;

import java.util.Objects;
import java.util.function.Consumer;

import dev.weakref.directory.BlankNameException;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;
import dev.weakref.singleflight.WaitGraph;
import org.jspecify.annotations.Nullable;

/**
 * All caches that can be watched, by name, and the factory of caches made at run time.
 * <p>
 * A cache made here shows in endpoint and meters until it is {@linkplain #remove
 * removed}, or until it has been collected: this class does not keep a cache alive, so
 * whoever makes one holds it. Only the values that a cache holds strongly must not reach
 * the cache itself, or it goes no sooner than they do; its listeners may.
 * <p>
 * {@link #close()} empties all caches, so that whatever still holds one does not hold its
 * values. Safe for use by any number of threads.
 */
public final class WeakCaches implements DirectoryHolder, AutoCloseable {

	private final MutableDirectory<ManagedCache> directory;

	private final WaitGraph waits = new WaitGraph();

	private final Reaper reaper;

	private final Consumer<WeakCacheBuilder<?, ?>> defaults;

	/**
	 * Create an instance without caches.
	 * @param reaper drains the caches and calls their listeners
	 * @param defaults sets up each cache before its maker does
	 */
	public WeakCaches(Reaper reaper, Consumer<WeakCacheBuilder<?, ?>> defaults) {
		this.directory = new MutableDirectory<>(reaper);
		this.reaper = reaper;
		this.defaults = defaults;
	}

	/**
	 * Make a cache with the defaults.
	 * @param name its name
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty cache, which the caller must hold
	 * @throws DuplicateNameException if there is a cache of that name
	 * @throws BlankNameException if the name is empty or consists of white space
	 */
	public <K, V> WeakCache<K, V> create(String name) {
		return create(name, (builder) -> {
		});
	}

	/**
	 * Make a cache.
	 * @param name its name
	 * @param spec sets up the cache, after the defaults
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty cache, which the caller must hold
	 * @throws DuplicateNameException if there is a cache of that name
	 * @throws BlankNameException if the name is empty or consists of white space
	 * @throws CacheConfigurationException if it cannot work the way it was set up
	 */
	public <K, V> WeakCache<K, V> create(String name, Consumer<WeakCacheBuilder<K, V>> spec) {
		Objects.requireNonNull(spec, "'spec' must not be null");
		WeakCacheBuilder<K, V> builder = builder(name);
		this.defaults.accept(builder);
		spec.accept(builder);
		WeakCache<K, V> cache = builder.build();
		register(cache);
		return cache;
	}

	/**
	 * Begin a cache without the defaults, which is not shown before it is registered. Its
	 * loaders and those of the other caches are watched together, so that a circle of
	 * threads that wait for each other ends in a {@code RecursiveComputationException}.
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
	 * Show a cache that was made elsewhere, under its own name.
	 * @param cache the cache
	 * @throws DuplicateNameException if there is another cache of that name
	 */
	public void register(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		ManagedCache managed = (cache instanceof IndexedCache<?, ?> indexed) ? indexed.state : cache;
		this.directory.add(cache.name(), managed, cache);
	}

	/**
	 * A cache by its name.
	 * @param name the name
	 * @return the cache, or {@code null} if there is none
	 */
	public @Nullable WeakCache<?, ?> find(String name) {
		return (WeakCache<?, ?>) this.directory.owner(name);
	}

	/**
	 * Whether the values of a cache are declared to be of a type other than
	 * {@link Object}, so that nothing may stand in their place.
	 * @param cache the cache
	 * @return whether it was made with {@link WeakCacheBuilder#valueType}
	 */
	public static boolean hasValueType(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		return cache instanceof IndexedCache<?, ?> indexed && indexed.state.isTyped();
	}

	/**
	 * Whether it has not been mentioned yet that values of a cache are never collected;
	 * from now on it has.
	 * @param cache the cache
	 * @return whether to mention it
	 */
	public static boolean isFirstMentionOfLastingValues(WeakCache<?, ?> cache) {
		Objects.requireNonNull(cache, "'cache' must not be null");
		return !(cache instanceof IndexedCache<?, ?> indexed) || indexed.state.tiers.lastingEntries.isFirst();
	}

	/**
	 * No longer show a cache. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		return this.directory.remove(name);
	}

	@Override
	public Directory<ManagedCache> directory() {
		return this.directory;
	}

	/**
	 * Remove all entries of all caches. They stay usable where they are held.
	 */
	@Override
	public void close() {
		this.directory.all().forEach(ManagedCache::invalidateAll);
	}

}
