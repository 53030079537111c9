package dev.weakref.cache;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.collection.MapViews;
import dev.weakref.collection.ReferenceMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache as a map. Reads count as uses, writes are counted, and a removal revokes the
 * load of its key.
 */
class CacheMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

	/** Held, because the reaper maintains a cache only while it is held. */
	private final IndexedCache<K, V> cache;

	private final ReferenceMap<K, V> index;

	private final Loading<K, V> loading;

	CacheMap(IndexedCache<K, V> cache, Loading<K, V> loading) {
		this.cache = cache;
		this.index = cache.index;
		this.loading = loading;
	}

	@Override
	public @Nullable V get(Object key) {
		return this.cache.use(key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public boolean containsKey(Object key) {
		return this.cache.contains((K) key);
	}

	@Override
	public boolean containsValue(Object value) {
		return this.index.containsValue(value);
	}

	@Override
	public @Nullable V put(K key, V value) {
		return this.cache.replace(key, value);
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		return this.cache.putIfAbsent(key, value);
	}

	@Override
	public @Nullable V remove(Object key) {
		return this.cache.remove(key);
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		V present = this.index.get(this.cache.requireKey(key));
		if (present == null || !Objects.equals(value, present)) {
			return false;
		}
		this.cache.state.forget(key);
		return this.index.remove(key, value);
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		this.cache.requireEntry(key, newValue);
		this.cache.requireValue(oldValue);
		boolean replaced = this.index.replace(key, oldValue, newValue);
		if (replaced) {
			this.cache.stored(key, newValue);
		}
		return replaced;
	}

	@Override
	public @Nullable V replace(K key, V value) {
		this.cache.requireEntry(key, value);
		V previous = this.index.replace(key, value);
		if (previous != null) {
			this.cache.stored(key, value);
		}
		return previous;
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
		Objects.requireNonNull(mappingFunction, "'mappingFunction' must not be null");
		V present = get(key);
		return (present != null) ? present : this.loading.loadUnlessNull(key, mappingFunction);
	}

	@Override
	public @Nullable V computeIfPresent(K key,
			BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
		Remapping<V> remapping = new Remapping<>(remappingFunction);
		return remapping.noted(key, this.index.computeIfPresent(this.cache.requireKey(key), remapping));
	}

	@Override
	public @Nullable V compute(K key,
			BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
		Remapping<@Nullable V> remapping = new Remapping<>(remappingFunction);
		return remapping.noted(key, this.index.compute(this.cache.requireKey(key), remapping));
	}

	@Override
	public @Nullable V merge(K key, V value,
			BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
		this.cache.requireEntry(key, value);
		Objects.requireNonNull(remappingFunction, "'remappingFunction' must not be null");
		return compute(key, (k, present) -> (present != null) ? remappingFunction.apply(present, value) : value);
	}

	@Override
	public void clear() {
		this.cache.invalidateAll();
	}

	@Override
	public int size() {
		return this.index.size();
	}

	@Override
	public boolean isEmpty() {
		return this.index.isEmpty();
	}

	@Override
	public Set<K> keySet() {
		return views().keys();
	}

	@Override
	public Collection<V> values() {
		return views().values();
	}

	@Override
	public Set<Map.Entry<K, V>> entrySet() {
		return views().entries();
	}

	private MapViews<K, V> views() {
		return new MapViews<>(this.index, this);
	}

	/**
	 * A function that computes a value from the present one. If it removes the entry, it
	 * revokes the load of the key.
	 */
	private final class Remapping<P extends @Nullable V> implements BiFunction<K, P, @Nullable V> {

		private final BiFunction<? super K, ? super P, ? extends @Nullable V> function;

		/** The argument of the last call; there may be several. */
		private @Nullable V previous;

		Remapping(BiFunction<? super K, ? super P, ? extends @Nullable V> function) {
			this.function = Objects.requireNonNull(function, "'remappingFunction' must not be null");
		}

		@Override
		public @Nullable V apply(K key, P present) {
			this.previous = present;
			V value = this.function.apply(key, present);
			if (value == null) {
				CacheMap.this.cache.state.forget(key);
			}
			return value;
		}

		/**
		 * Counts and checks a value that was stored, unless it was there before.
		 */
		@Nullable V noted(K key, @Nullable V value) {
			if (value != null && value != this.previous) {
				CacheMap.this.cache.stored(key, value);
			}
			return value;
		}

	}

}
