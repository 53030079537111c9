package dev.weakref.cache;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import dev.weakref.collection.Claim;
import dev.weakref.collection.Claims;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Registration;
import org.jspecify.annotations.Nullable;

/**
 * A cache that looks into the weak index first: it has every live value, the strong tier
 * only says which ones to hold.
 */
final class IndexedCache<K, V> implements WeakCache<K, V> {

	final CacheState<K, V> state;

	private final ReferenceMap<K, V> index;

	private final @Nullable StrongTier<K, V> strong;

	private final Counters counters;

	private final Loading<K, V> loading;

	private final BulkLoading<K, V> bulkLoading;

	private final List<WeakCacheListener<? super K>> listeners;

	private final String nullKey;

	private final String nullValue;

	IndexedCache(CacheState<K, V> state, List<WeakCacheListener<? super K>> listeners) {
		this.state = state;
		this.listeners = listeners;
		this.index = state.index;
		this.strong = state.strong;
		this.counters = state.counters;
		this.loading = new Loading<>(state, this);
		this.bulkLoading = new BulkLoading<>(state, this, this.loading);
		this.nullKey = "A key of weak cache '" + state.name + "' must not be null";
		this.nullValue = "A value of weak cache '" + state.name + "' must not be null; invalidate the key instead";
		if (state.needsMaintenance()) {
			state.reaper.maintain(this, state::maintain);
		}
	}

	@Override
	public @Nullable V getIfPresent(K key) {
		V value = this.index.get(requireKey(key));
		if (value == null) {
			this.counters.misses.increment();
			return null;
		}
		this.counters.hits.increment();
		if (!use(key, value)) {
			this.counters.weakHits.increment();
		}
		return value;
	}

	@Override
	public V get(K key, Function<? super K, ? extends V> loader) {
		Objects.requireNonNull(loader, "'loader' must not be null");
		V value = getIfPresent(key);
		return (value != null) ? value : this.loading.load(key, loader);
	}

	@Override
	public CompletableFuture<V> getAsync(K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		Objects.requireNonNull(loader, "'loader' must not be null");
		V value = getIfPresent(key);
		return (value != null) ? CompletableFuture.completedFuture(value)
				: new BackgroundLoad<>(this.state, this, key).begin(loader);
	}

	@Override
	public Map<K, V> getAll(Iterable<? extends K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Objects.requireNonNull(keys, "'keys' must not be null");
		Objects.requireNonNull(loader, "'loader' must not be null");
		return this.bulkLoading.getAll(keys, loader);
	}

	@Override
	public Map<K, V> getAllPresent(Iterable<? extends K> keys) {
		Objects.requireNonNull(keys, "'keys' must not be null");
		return this.bulkLoading.getAllPresent(keys);
	}

	@Override
	public void put(K key, V value) {
		requireEntry(key, value);
		this.index.put(key, value);
		stored(key, value);
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		requireEntry(key, value);
		V present = this.index.putIfAbsent(key, value);
		if (present == null) {
			stored(key, value);
		}
		return present;
	}

	@Override
	public boolean contains(K key) {
		return this.index.containsKey(requireKey(key));
	}

	@Override
	public void invalidate(K key) {
		remove(requireKey(key));
	}

	@Override
	public void invalidateAll() {
		this.state.invalidateAll();
	}

	@Override
	public ConcurrentMap<K, V> asMap() {
		return new CacheMap<>(this);
	}

	@Override
	public Registration addListener(WeakCacheListener<? super K> listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return () -> this.listeners.remove(listener);
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
	public WeakCacheStatistics statistics() {
		return this.state.statistics();
	}

	@Override
	public CallbackSource callbacks() {
		return this.state.callbacks();
	}

	/**
	 * Names and numbers only; never a key or value.
	 */
	@Override
	public String toString() {
		return "WeakCache[" + name() + ", " + references() + ", estimatedSize=" + estimatedSize() + "]";
	}

	/**
	 * Remove an entry and see to it that a load under way does not bring it back.
	 */
	@Nullable V remove(K key) {
		revoke(key);
		V removed = this.index.remove(key);
		release(key);
		return removed;
	}

	/**
	 * See to it that a load under way does not store what it loads.
	 */
	void revoke(K key) {
		this.state.claims.revoke(key);
	}

	/**
	 * Store a loaded value, unless its key was invalidated meanwhile.
	 * @return the value to answer with
	 */
	V storeLoaded(K key, V value, Claim<?> claim) {
		V winner = claim.use() ? putIfAbsent(key, value) : null;
		return (winner != null) ? winner : value;
	}

	/**
	 * Bring counters and strong tier up to date with a value that has come into the
	 * index.
	 */
	void stored(K key, V value) {
		this.counters.puts.increment();
		retain(key, value);
	}

	/**
	 * Tell the strong tier of the use of a value.
	 * @return whether it held it
	 */
	boolean use(K key, V value) {
		if (this.strong == null || this.strong.use(key, value)) {
			return true;
		}
		retain(key, value);
		return false;
	}

	/**
	 * Release what the index no longer has.
	 */
	void release(K key) {
		if (this.strong != null) {
			this.strong.releaseUnlessIn(this.index, key);
		}
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

	/**
	 * Whoever changes the index does so before the strong tier: so the value to retain is
	 * the one that the index has after it was retained.
	 */
	private void retain(K key, V value) {
		if (this.strong == null) {
			return;
		}
		V latest = value;
		while (latest != null) {
			K stored = this.index.storedKey(key);
			this.strong.retain((stored != null) ? stored : key, latest);
			V present = this.index.get(key);
			if (present == latest) {
				return;
			}
			latest = present;
		}
		this.strong.releaseUnlessIn(this.index, key);
	}

}
