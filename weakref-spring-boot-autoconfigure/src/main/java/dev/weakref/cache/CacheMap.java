package dev.weakref.cache;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.collection.MapViews;
import dev.weakref.collection.ReferenceMap;
import org.jspecify.annotations.Nullable;

/**
 * A cache as a map: the index, with what is written to it carried on to the strong tier.
 */
final class CacheMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> {

	private final IndexedCache<K, V> cache;

	private final ReferenceMap<K, V> index;

	CacheMap(IndexedCache<K, V> cache) {
		this.cache = cache;
		this.index = cache.state.index;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V get(Object key) {
		V value = this.index.get(this.cache.requireKey(key));
		if (value != null) {
			this.cache.use((K) key, value);
		}
		return value;
	}

	@Override
	public boolean containsKey(Object key) {
		return this.index.containsKey(this.cache.requireKey(key));
	}

	@Override
	public @Nullable V put(K key, V value) {
		this.cache.requireEntry(key, value);
		V previous = this.index.put(key, value);
		this.cache.stored(key, value);
		return previous;
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		return this.cache.putIfAbsent(key, value);
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable V remove(Object key) {
		return this.cache.remove((K) this.cache.requireKey(key));
	}

	@Override
	@SuppressWarnings("unchecked")
	public boolean remove(Object key, @Nullable Object value) {
		V present = this.index.get(this.cache.requireKey(key));
		if (present == null || !Objects.equals(value, present)) {
			return false;
		}
		this.cache.revoke((K) key);
		boolean removed = this.index.remove(key, value);
		this.cache.release((K) key);
		return removed;
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
		return (present != null) ? present : computed(key, () -> this.index.computeIfAbsent(key, mappingFunction));
	}

	@Override
	public @Nullable V computeIfPresent(K key,
			BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
		return computed(key, () -> this.index.computeIfPresent(key, revoking(remappingFunction)));
	}

	@Override
	public @Nullable V compute(K key,
			BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
		return computed(key, () -> this.index.compute(key, revoking(remappingFunction)));
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
		return new MapViews<>(this.index, this, () -> new CacheEntries<>(this, this.index.entrySet().iterator()));
	}

	/**
	 * A function after which a load under way does not bring back what it removes.
	 */
	private <P extends @Nullable V> BiFunction<K, P, @Nullable V> revoking(
			BiFunction<? super K, ? super P, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(remappingFunction, "'remappingFunction' must not be null");
		return (key, present) -> {
			V value = remappingFunction.apply(key, present);
			if (value == null && present != null) {
				this.cache.revoke(key);
			}
			return value;
		};
	}

	private @Nullable V computed(K key, Supplier<@Nullable V> computation) {
		this.cache.requireKey(key);
		V value = computation.get();
		if (value != null) {
			this.cache.stored(key, value);
		}
		else {
			this.cache.release(key);
		}
		return value;
	}

}
