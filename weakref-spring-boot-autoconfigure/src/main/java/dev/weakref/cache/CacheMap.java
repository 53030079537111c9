package dev.weakref.cache;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

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
	public @Nullable V get(Object key) {
		return this.index.get(key);
	}

	@Override
	public boolean containsKey(Object key) {
		return this.index.containsKey(key);
	}

	@Override
	public @Nullable V put(K key, V value) {
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
		return this.cache.remove((K) key);
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		boolean removed = this.index.remove(key, value);
		if (removed) {
			release(key);
		}
		return removed;
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		boolean replaced = this.index.replace(key, oldValue, newValue);
		if (replaced) {
			this.cache.stored(key, newValue);
		}
		return replaced;
	}

	@Override
	public @Nullable V replace(K key, V value) {
		V previous = this.index.replace(key, value);
		if (previous != null) {
			this.cache.stored(key, value);
		}
		return previous;
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
		V present = this.index.get(key);
		return (present != null) ? present : computed(key, () -> this.index.computeIfAbsent(key, mappingFunction));
	}

	@Override
	public @Nullable V computeIfPresent(K key,
			BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
		return computed(key, () -> this.index.computeIfPresent(key, remappingFunction));
	}

	@Override
	public @Nullable V compute(K key,
			BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
		return computed(key, () -> this.index.compute(key, remappingFunction));
	}

	@Override
	public @Nullable V merge(K key, V value,
			BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
		return computed(key, () -> this.index.merge(key, value, remappingFunction));
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
	public Set<Map.Entry<K, V>> entrySet() {
		return new Entries();
	}

	private @Nullable V computed(K key, Supplier<@Nullable V> computation) {
		V value = computation.get();
		if (value != null) {
			this.cache.stored(key, value);
		}
		else {
			release(key);
		}
		return value;
	}

	/**
	 * Release what is no longer in the index.
	 */
	@SuppressWarnings("unchecked")
	private void release(Object key) {
		StrongTier<K, V> strong = this.cache.state.strong;
		if (strong != null && !this.index.containsKey(key)) {
			strong.release((K) key);
		}
	}

	private final class Entries extends AbstractSet<Map.Entry<K, V>> {

		@Override
		public Iterator<Map.Entry<K, V>> iterator() {
			return new EntryIterator(CacheMap.this.index.entrySet().iterator());
		}

		@Override
		public boolean contains(@Nullable Object object) {
			return CacheMap.this.index.entrySet().contains(object);
		}

		@Override
		public boolean remove(@Nullable Object object) {
			return object instanceof Map.Entry<?, ?> entry && entry.getKey() != null
					&& CacheMap.this.remove(entry.getKey(), entry.getValue());
		}

		@Override
		public int size() {
			return CacheMap.this.size();
		}

		@Override
		public void clear() {
			CacheMap.this.clear();
		}

	}

	private final class EntryIterator implements Iterator<Map.Entry<K, V>> {

		private final Iterator<Map.Entry<K, V>> entries;

		private @Nullable Entry last;

		EntryIterator(Iterator<Map.Entry<K, V>> entries) {
			this.entries = entries;
		}

		@Override
		public boolean hasNext() {
			return this.entries.hasNext();
		}

		@Override
		public Map.Entry<K, V> next() {
			Entry entry = new Entry(this.entries.next());
			this.last = entry;
			return entry;
		}

		@Override
		public void remove() {
			this.entries.remove();
			if (this.last != null) {
				release(this.last.getKey());
			}
		}

	}

	private final class Entry extends SimpleEntry<K, V> {

		private static final long serialVersionUID = 1L;

		Entry(Map.Entry<K, V> entry) {
			super(entry);
		}

		@Override
		public V setValue(V value) {
			CacheMap.this.put(getKey(), value);
			return super.setValue(value);
		}

	}

}
