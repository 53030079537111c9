package dev.weakref.cache;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import dev.weakref.Registration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.CallbackSource;
import org.jspecify.annotations.Nullable;

/**
 * A cache with a weak index and, if there is one, a strong tier.
 */
final class IndexedCache<K, V> implements WeakCache<K, V> {

	final CacheState<K, V> state;

	private final Tiers<K, V> tiers;

	private final Loading<K, V> loading;

	private final BulkLoading<K, V> bulkLoading;

	private final List<WeakCacheListener<? super K>> listeners;

	IndexedCache(CacheState<K, V> state, List<WeakCacheListener<? super K>> listeners) {
		this.state = state;
		this.tiers = state.tiers;
		this.listeners = listeners;
		this.loading = new Loading<>(this.tiers);
		this.bulkLoading = new BulkLoading<>(this.tiers, this.loading);
		state.maintain(this);
	}

	@Override
	public @Nullable V getIfPresent(K key) {
		return this.tiers.find(key);
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
				: new BackgroundLoad<>(this.tiers, key).begin(loader);
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
		this.tiers.put(key, value);
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		return this.tiers.putIfAbsent(key, value);
	}

	@Override
	public boolean contains(K key) {
		return this.tiers.index.containsKey(this.tiers.requireKey(key));
	}

	@Override
	public void invalidate(K key) {
		this.tiers.remove(key);
	}

	@Override
	public void invalidateAll() {
		this.tiers.clear();
	}

	@Override
	public ConcurrentMap<K, V> asMap() {
		return new CacheMap<>(this, this.tiers, this.loading);
	}

	@Override
	public Registration addListener(WeakCacheListener<? super K> listener) {
		this.listeners.add(Objects.requireNonNull(listener, "'listener' must not be null"));
		return () -> this.listeners.remove(listener);
	}

	@Override
	public void cleanUp() {
		this.tiers.cleanUp();
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

}
