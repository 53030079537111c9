package dev.weakref.cache;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.Registration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * A cache with a weak index and, if there is one, a strong tier. It checks, counts and
 * stores; its {@link CacheState} has the content and does not refer back to it.
 */
class IndexedCache<K, V> implements WeakCache<K, V> {

	final CacheState<K, V> state;

	final ReferenceMap<K, V> index;

	/** The loads under way. */
	final Claims<Outcome<V>> claims;

	private final @Nullable Counters counters;

	private final boolean retains;

	final Loading<K, V> loading;

	private final List<WeakCacheListener<? super K>> listeners;

	private final String nullKey;

	private final String nullValue;

	IndexedCache(WeakCacheBuilder<K, V> options) {
		this(options, Loading::new);
	}

	IndexedCache(WeakCacheBuilder<K, V> options,
			BiFunction<CacheState<K, V>, @Nullable LoadObserver, Loading<K, V>> loading) {
		this.listeners = new CopyOnWriteArrayList<>(options.listeners);
		this.state = new CacheState<>(options, this.listeners);
		this.index = this.state.index;
		this.claims = this.state.claims;
		this.counters = this.state.counters;
		this.retains = (this.state.strong != null);
		this.nullKey = "A key of weak cache '" + options.name + "' must not be null";
		this.nullValue = "A value of weak cache '" + options.name + "' must not be null; invalidate the key instead";
		this.loading = loading.apply(this.state, options.loadObserver);
		this.state.maintainWhileHeld(this);
	}

	@Override
	public @Nullable V getIfPresent(K key) {
		return lookUp(key);
	}

	/**
	 * Returns the value that is stored here, and counts a hit or a miss.
	 */
	final @Nullable V lookUp(K key) {
		Counters counters = this.counters;
		V value = read(requireKey(key), (counters != null) ? counters.weakHits : null);
		if (counters != null && value != null) {
			counters.hits.increment();
		}
		else if (counters != null) {
			counters.misses.increment();
			this.state.missed(key);
		}
		return value;
	}

	/**
	 * Returns the value of a key. The call counts as a use of the value, but neither as
	 * hit nor as miss.
	 */
	@Nullable V use(Object key) {
		return read(requireKey(key), null);
	}

	private @Nullable V read(Object key, @Nullable LongAdder weakHits) {
		return (this.retains) ? this.index.use(key, weakHits) : this.index.get(key);
	}

	@Override
	public V get(K key, Function<? super K, ? extends V> loader) {
		Objects.requireNonNull(loader, "'loader' must not be null");
		V value = lookUp(key);
		return (value != null) ? value : this.loading.load(key, loader);
	}

	@Override
	public CompletableFuture<V> getAsync(K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		Objects.requireNonNull(loader, "'loader' must not be null");
		V value = lookUp(key);
		return (value != null) ? CompletableFuture.completedFuture(value) : this.loading.loadAsync(key, loader);
	}

	@Override
	public Map<K, V> getAll(Iterable<? extends K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Objects.requireNonNull(keys, "'keys' must not be null");
		Objects.requireNonNull(loader, "'loader' must not be null");
		return new BulkLoading<>(this, this.loading).getAll(keys, loader);
	}

	@Override
	public Map<K, V> getAllPresent(Iterable<? extends K> keys) {
		Objects.requireNonNull(keys, "'keys' must not be null");
		Map<K, V> values = newMap();
		for (K key : keys) {
			V value = getIfPresent(key);
			if (value != null) {
				values.putIfAbsent(key, value);
			}
		}
		return values;
	}

	@Override
	public void put(K key, V value) {
		replace(key, value);
	}

	/**
	 * Stores a value.
	 * @return the value that was present
	 */
	@Nullable V replace(K key, V value) {
		requireEntry(key, value);
		V previous = this.index.put(key, value);
		stored(key, value);
		return previous;
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		requireEntry(key, value);
		return this.state.putIfAbsent(key, value);
	}

	/**
	 * Stores a value that a bulk loader has returned for a key that it was not asked for.
	 */
	void putLoaded(K key, V value) {
		put(key, value);
	}

	/**
	 * Counts and checks a value that was stored in the index.
	 */
	void stored(K key, V value) {
		this.state.stored(key, value);
	}

	@Override
	public boolean contains(K key) {
		return this.index.containsKey(requireKey(key));
	}

	@Override
	public boolean isCurrent(K key, V value) {
		requireEntry(key, value);
		return this.index.get(key) == value;
	}

	@Override
	public void invalidate(K key) {
		remove(key);
	}

	/**
	 * Removes an entry, so that a load under way does not bring it back.
	 * @return the value that was present
	 */
	@Nullable V remove(Object key) {
		this.state.forget(requireKey(key));
		return this.index.remove(key);
	}

	@Override
	public void invalidateAll() {
		this.state.invalidateAll();
	}

	@Override
	public ConcurrentMap<K, V> asMap() {
		return new CacheMap<>(this, this.loading);
	}

	@Override
	public Registration addListener(WeakCacheListener<? super K> listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return Registration.of(() -> this.listeners.remove(listener));
	}

	@Override
	public void cleanUp() {
		this.state.cleanUp();
	}

	@Override
	public String name() {
		return this.state.name();
	}

	@Override
	public References references() {
		return this.state.references();
	}

	@Override
	public KeyEquality keyEquality() {
		return this.state.keyEquality();
	}

	@Override
	public long estimatedSize() {
		return this.state.estimatedSize();
	}

	@Override
	public long liveCount() {
		return this.state.liveCount();
	}

	@Override
	public long retainedCount() {
		return this.state.retainedCount();
	}

	@Override
	public boolean recordsStatistics() {
		return this.state.recordsStatistics();
	}

	@Override
	public WeakCacheStatistics statistics() {
		return this.state.statistics();
	}

	@Override
	public @Nullable BackingStatistics backingStatistics() {
		return this.state.backingStatistics();
	}

	/**
	 * Returns names and numbers only, never a key or value.
	 */
	@Override
	public String toString() {
		return "WeakCache[" + name() + ", " + references() + ", estimatedSize=" + estimatedSize() + "]";
	}

	/**
	 * Returns a map for some of the keys, which compares them as the cache does.
	 */
	<T extends @Nullable Object> Map<K, T> newMap() {
		return (keyEquality() == KeyEquality.IDENTITY) ? new IdentityHashMap<>() : new LinkedHashMap<>();
	}

	<T> T requireKey(@Nullable T key) {
		return Objects.requireNonNull(key, this.nullKey);
	}

	void requireValue(@Nullable V value) {
		Objects.requireNonNull(value, this.nullValue);
	}

	void requireEntry(@Nullable K key, @Nullable V value) {
		requireKey(key);
		requireValue(value);
	}

}
