package dev.weakref.collection;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The three collection views of a {@link ReferenceMap}; they show live entries only and
 * write through.
 */
final class MapViews {

	private MapViews() {
	}

	/**
	 * A stream must not rely on the size: entries may go before it comes to them.
	 */
	private static <T> Spliterator<T> unsized(Iterator<T> iterator, int characteristics) {
		return Spliterators.spliteratorUnknownSize(iterator,
				characteristics | Spliterator.NONNULL | Spliterator.CONCURRENT);
	}

	static final class Keys<K, V> extends AbstractSet<K> {

		private final ReferenceMap<K, V> map;

		Keys(ReferenceMap<K, V> map) {
			this.map = map;
		}

		@Override
		public Iterator<K> iterator() {
			return new Parts<>(this.map.entries(), Map.Entry::getKey);
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
		public boolean isEmpty() {
			return this.map.isEmpty();
		}

		@Override
		public void clear() {
			this.map.clear();
		}

	}

	static final class Values<K, V> extends AbstractCollection<V> {

		private final ReferenceMap<K, V> map;

		Values(ReferenceMap<K, V> map) {
			this.map = map;
		}

		@Override
		public Iterator<V> iterator() {
			return new Parts<>(this.map.entries(), Map.Entry::getValue);
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
		public boolean isEmpty() {
			return this.map.isEmpty();
		}

		@Override
		public void clear() {
			this.map.clear();
		}

	}

	static final class Entries<K, V> extends AbstractSet<Map.Entry<K, V>> {

		private final ReferenceMap<K, V> map;

		Entries(ReferenceMap<K, V> map) {
			this.map = map;
		}

		@Override
		public Iterator<Map.Entry<K, V>> iterator() {
			return this.map.entries();
		}

		@Override
		public Spliterator<Map.Entry<K, V>> spliterator() {
			return unsized(iterator(), Spliterator.DISTINCT);
		}

		@Override
		public boolean contains(@Nullable Object object) {
			if (!(object instanceof Map.Entry<?, ?> entry) || entry.getKey() == null) {
				return false;
			}
			V value = this.map.get(entry.getKey());
			return value != null && value.equals(entry.getValue());
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
		public boolean isEmpty() {
			return this.map.isEmpty();
		}

		@Override
		public void clear() {
			this.map.clear();
		}

	}

	/**
	 * One part of each entry.
	 */
	private static final class Parts<K, V, T> implements Iterator<T> {

		private final Iterator<Map.Entry<K, V>> entries;

		private final Function<Map.Entry<K, V>, T> part;

		Parts(Iterator<Map.Entry<K, V>> entries, Function<Map.Entry<K, V>, T> part) {
			this.entries = entries;
			this.part = part;
		}

		@Override
		public boolean hasNext() {
			return this.entries.hasNext();
		}

		@Override
		public T next() {
			return this.part.apply(this.entries.next());
		}

		@Override
		public void remove() {
			this.entries.remove();
		}

	}

}
