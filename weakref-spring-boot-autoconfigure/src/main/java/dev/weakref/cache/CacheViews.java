package dev.weakref.cache;

import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The three collection views of a {@link CacheMap}; they show live entries only and write
 * through.
 */
final class CacheViews {

	private CacheViews() {
	}

	/**
	 * A stream must not rely on the size: entries may go before it comes to them.
	 */
	private static <T> Spliterator<T> unsized(Iterator<T> iterator, int characteristics) {
		return Spliterators.spliteratorUnknownSize(iterator,
				characteristics | Spliterator.NONNULL | Spliterator.CONCURRENT);
	}

	static final class Keys<K, V> extends AbstractSet<K> {

		private final CacheMap<K, V> map;

		Keys(CacheMap<K, V> map) {
			this.map = map;
		}

		@Override
		public Iterator<K> iterator() {
			return new Parts<>(this.map, Map.Entry::getKey);
		}

		@Override
		public Spliterator<K> spliterator() {
			return unsized(iterator(), Spliterator.DISTINCT);
		}

		@Override
		public boolean contains(Object key) {
			return this.map.containsKey(key);
		}

		@Override
		public boolean remove(Object key) {
			return this.map.remove(key) != null;
		}

		@Override
		public int size() {
			return this.map.size();
		}

		@Override
		public void clear() {
			this.map.clear();
		}

	}

	static final class Values<K, V> extends AbstractCollection<V> {

		private final CacheMap<K, V> map;

		Values(CacheMap<K, V> map) {
			this.map = map;
		}

		@Override
		public Iterator<V> iterator() {
			return new Parts<>(this.map, Map.Entry::getValue);
		}

		@Override
		public Spliterator<V> spliterator() {
			return unsized(iterator(), 0);
		}

		@Override
		public int size() {
			return this.map.size();
		}

		@Override
		public void clear() {
			this.map.clear();
		}

	}

	static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {

		private final CacheMap<K, V> map;

		Entries(CacheMap<K, V> map) {
			this.map = map;
		}

		@Override
		public Iterator<Map.Entry<K, V>> iterator() {
			return new Parts<>(this.map, Function.identity());
		}

		@Override
		public Spliterator<Map.Entry<K, V>> spliterator() {
			return unsized(iterator(), Spliterator.DISTINCT);
		}

		@Override
		public boolean contains(@Nullable Object object) {
			return this.map.indexEntries().contains(object);
		}

		@Override
		public boolean remove(@Nullable Object object) {
			return object instanceof Map.Entry<?, ?> entry && entry.getKey() != null
					&& this.map.remove(entry.getKey(), entry.getValue());
		}

		@Override
		public int size() {
			return this.map.size();
		}

		@Override
		public void clear() {
			this.map.clear();
		}

	}

	/**
	 * One part of each entry, or all of it.
	 */
	private static final class Parts<K, V, T> implements Iterator<T> {

		private final CacheMap<K, V> map;

		private final Iterator<Map.Entry<K, V>> entries;

		private final Function<Map.Entry<K, V>, T> part;

		private @Nullable Entry<K, V> last;

		Parts(CacheMap<K, V> map, Function<Map.Entry<K, V>, T> part) {
			this.map = map;
			this.entries = map.indexEntries().iterator();
			this.part = part;
		}

		@Override
		public boolean hasNext() {
			return this.entries.hasNext();
		}

		@Override
		public T next() {
			Entry<K, V> entry = new Entry<>(this.map, this.entries.next());
			this.last = entry;
			return this.part.apply(entry);
		}

		@Override
		public void remove() {
			this.entries.remove();
			if (this.last != null) {
				this.map.release(this.last.getKey());
			}
		}

	}

	/**
	 * Holds key and value strongly; setting the value writes through.
	 */
	private static final class Entry<K, V> extends AbstractMap.SimpleEntry<K, V> {

		private static final long serialVersionUID = 1L;

		private final transient CacheMap<K, V> map;

		Entry(CacheMap<K, V> map, Map.Entry<K, V> entry) {
			super(entry);
			this.map = map;
		}

		@Override
		public V setValue(V value) {
			this.map.put(getKey(), value);
			return super.setValue(value);
		}

	}

}
