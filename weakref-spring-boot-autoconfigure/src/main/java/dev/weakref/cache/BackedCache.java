package dev.weakref.cache;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * A cache in front of an engine. A look-up that finds nothing here reads the engine;
 * writing operations change the engine first.
 */
final class BackedCache<K, V> extends IndexedCache<K, V> {

	private final BackedEntries<K, V> backed;

	BackedCache(WeakCacheBuilder<K, V> options) {
		super(options, BackedLoading::new);
		this.backed = loading().backed;
	}

	private BackedLoading<K, V> loading() {
		return (BackedLoading<K, V>) this.loading;
	}

	@Override
	public @Nullable V getIfPresent(K key) {
		V value = lookUp(key);
		return (value != null) ? value : loading().read(key);
	}

	@Override
	public Map<K, V> getAllPresent(Iterable<? extends K> keys) {
		Map<K, @Nullable V> values = newMap();
		Map<K, Version> absent = newMap();
		for (K key : keys) {
			V value = lookUp(key);
			values.put(key, value);
			if (value == null) {
				absent.put(key, this.backed.version(key));
			}
		}
		values.putAll(loading().readAll(absent));
		values.values().removeIf(Objects::isNull);
		return BulkLoading.complete(values);
	}

	@Override
	@Nullable V replace(K key, V value) {
		requireEntry(key, value);
		return this.backed.write(key, value);
	}

	/**
	 * Leaves the value out: the engine may have got a newer one since the load began.
	 */
	@Override
	void putLoaded(K key, V value) {
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		requireEntry(key, value);
		return this.backed.writeIfAbsent(key, value);
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable V remove(Object key) {
		return this.backed.evict((K) requireKey(key));
	}

	@Override
	public void invalidateAll() {
		this.backed.clear();
	}

	@Override
	public boolean isCurrent(K key, V value) {
		requireEntry(key, value);
		return this.backed.isCurrent(key, value);
	}

	@Override
	public ConcurrentMap<K, V> asMap() {
		return new BackedMap<>(this, this.loading);
	}

}
