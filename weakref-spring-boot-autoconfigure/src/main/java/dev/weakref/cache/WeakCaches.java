package dev.weakref.cache;

import java.lang.ref.WeakReference;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.Registration;
import org.jspecify.annotations.Nullable;

/**
 * All caches that can be watched, by name, and the factory of caches made at run time.
 * <p>
 * A cache made here shows in endpoint and meters until it is {@linkplain #remove
 * removed}, or until it has been collected: this class does not keep a cache alive, so
 * whoever makes one holds it. Only the values that a cache holds strongly must not reach
 * the cache itself, or it goes no sooner than they do; its listeners may.
 * <p>
 * Safe for use by any number of threads.
 */
public final class WeakCaches {

	private final ConcurrentMap<String, Entry> entries = new ConcurrentSkipListMap<>();

	private final List<WeakCachesListener> listeners = new CopyOnWriteArrayList<>();

	private final Reaper reaper;

	private final Consumer<WeakCacheBuilder<?, ?>> defaults;

	/**
	 * Create an instance without caches.
	 * @param reaper drains the caches and calls their listeners
	 * @param defaults sets up each cache before its maker does
	 */
	public WeakCaches(Reaper reaper, Consumer<WeakCacheBuilder<?, ?>> defaults) {
		this.reaper = reaper;
		this.defaults = defaults;
	}

	/**
	 * Make a cache with the defaults.
	 * @param name its name
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty cache, which the caller must hold
	 * @throws DuplicateCacheException if there is a cache of that name
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
	 * @throws DuplicateCacheException if there is a cache of that name
	 * @throws CacheConfigurationException if it cannot work the way it was set up
	 */
	public <K, V> WeakCache<K, V> create(String name, Consumer<WeakCacheBuilder<K, V>> spec) {
		WeakCacheBuilder<K, V> builder = WeakCache.builder(name, this.reaper);
		this.defaults.accept(builder);
		spec.accept(builder);
		WeakCache<K, V> cache = builder.build();
		register(cache);
		return cache;
	}

	/**
	 * Show a cache that was made elsewhere, under its own name.
	 * @param cache the cache
	 * @throws DuplicateCacheException if there is another cache of that name
	 */
	public void register(WeakCache<?, ?> cache) {
		ManagedCache managed = (cache instanceof IndexedCache<?, ?> indexed) ? indexed.state : cache;
		Entry entry = new Entry(managed, new WeakReference<>(cache));
		for (Entry other = put(entry); other != null; other = put(entry)) {
			if (other.managed == managed) {
				return;
			}
			if (!other.isCollected()) {
				throw new DuplicateCacheException(cache.name());
			}
			remove(other);
		}
		if (managed != cache) {
			this.reaper.onCollected(cache, () -> remove(entry));
		}
		this.listeners.forEach((listener) -> tellAdded(listener, entry));
	}

	/**
	 * A cache by its name.
	 * @param name the name
	 * @return the cache, or {@code null} if there is none
	 */
	public @Nullable WeakCache<?, ?> find(String name) {
		Entry entry = this.entries.get(name);
		return (entry != null) ? entry.cache.get() : null;
	}

	/**
	 * No longer show a cache. It stays usable where it is held.
	 * @param name its name
	 * @return whether there was one
	 */
	public boolean remove(String name) {
		Entry entry = this.entries.get(name);
		return entry != null && remove(entry);
	}

	/**
	 * What is shown of all caches, sorted by name.
	 * @return a snapshot
	 */
	public Collection<ManagedCache> managed() {
		return this.entries.values().stream().map(Entry::managed).toList();
	}

	/**
	 * What is shown of a cache.
	 * @param name its name
	 * @return the cache, or {@code null} if there is none
	 */
	public @Nullable ManagedCache managed(String name) {
		Entry entry = this.entries.get(name);
		return (entry != null) ? entry.managed : null;
	}

	/**
	 * Tell a listener which caches there are, and from now on which come and go.
	 * @param listener the listener
	 * @return to stop telling it
	 */
	public Registration addListener(WeakCachesListener listener) {
		this.listeners.add(listener);
		this.entries.values().forEach((entry) -> tellAdded(listener, entry));
		return () -> this.listeners.remove(listener);
	}

	private @Nullable Entry put(Entry entry) {
		return this.entries.putIfAbsent(entry.managed.name(), entry);
	}

	/**
	 * A removal that comes between makes the last word that the listener hears.
	 */
	private void tellAdded(WeakCachesListener listener, Entry entry) {
		listener.added(entry.managed);
		if (this.entries.get(entry.managed.name()) != entry) {
			listener.removed(entry.managed);
		}
	}

	private boolean remove(Entry entry) {
		boolean removed = this.entries.remove(entry.managed.name(), entry);
		if (removed) {
			this.listeners.forEach((listener) -> listener.removed(entry.managed));
		}
		return removed;
	}

	/**
	 * A cache's state, held strongly so that its last numbers are there to the end, and
	 * the cache itself, held weakly.
	 */
	private record Entry(ManagedCache managed, WeakReference<WeakCache<?, ?>> cache) {

		boolean isCollected() {
			return this.cache.refersTo(null);
		}

	}

}
