package dev.weakref.collection;

import java.util.AbstractCollection;
import java.util.AbstractSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.Predicate;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The three collection views of a map whose entries may be collected at any moment. They
 * read one map and write to another, which may be the same one. The views of a cache read
 * its index, so a read is not a use of the value.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @hidden
 */
@Internal
public final class MapViews<K, V> {

	private final Map<K, V> read;

	private final ReferenceTable<K, V> table;

	private final ConcurrentMap<K, V> written;

	/**
	 * Creates the views.
	 * @param read the map to read
	 * @param written the map to write to
	 */
	public MapViews(ReferenceMap<K, V> read, ConcurrentMap<K, V> written) {
		this.read = read;
		this.table = read.table;
		this.written = written;
	}

	private Iterator<Map.Entry<K, V>> iterator() {
		return new LiveEntries<>(this.table.walk(), this.written);
	}

	/**
	 * Returns the keys.
	 * @return a live view
	 */
	public Set<K> keys() {
		return new Keys();
	}

	/**
	 * Returns the values.
	 * @return a live view
	 */
	public Collection<V> values() {
		return new Values();
	}

	/**
	 * Returns the entries.
	 * @return a live view
	 */
	public Set<Map.Entry<K, V>> entries() {
		return new Entries();
	}

	/**
	 * Removes entries. An entry whose value is replaced while the filter runs stays.
	 */
	private boolean removeIf(Predicate<Map.Entry<K, V>> filter) {
		boolean removed = false;
		for (Iterator<Map.Entry<K, V>> entries = iterator(); entries.hasNext();) {
			Map.Entry<K, V> entry = entries.next();
			removed |= filter.test(entry) && this.written.remove(entry.getKey(), entry.getValue());
		}
		return removed;
	}

	/**
	 * Returns a spliterator without a size, because entries may be collected before a
	 * stream reaches them.
	 */
	private static <T> Spliterator<T> unsized(Iterator<T> iterator, int characteristics) {
		return Spliterators.spliteratorUnknownSize(iterator,
				characteristics | Spliterator.NONNULL | Spliterator.CONCURRENT);
	}

	private abstract class SetView<T> extends AbstractSet<T> {

		/**
		 * Compares as the map does. The inherited method calls {@code contains} of the
		 * other collection if that collection is the larger one.
		 */
		@Override
		public boolean removeAll(Collection<?> others) {
			boolean removed = false;
			for (Object other : others) {
				removed |= remove(other);
			}
			return removed;
		}

		@Override
		public int size() {
			return MapViews.this.read.size();
		}

		@Override
		public boolean isEmpty() {
			return MapViews.this.read.isEmpty();
		}

		@Override
		public void clear() {
			MapViews.this.written.clear();
		}

	}

	private final class Keys extends SetView<K> {

		@Override
		public Iterator<K> iterator() {
			return new Parts<>(MapViews.this.iterator(), Map.Entry::getKey);
		}

		@Override
		public Spliterator<K> spliterator() {
			return unsized(iterator(), Spliterator.DISTINCT);
		}

		@Override
		public boolean contains(Object key) {
			return MapViews.this.read.containsKey(key);
		}

		@Override
		public boolean remove(Object key) {
			return MapViews.this.written.remove(key) != null;
		}

	}

	private final class Values extends AbstractCollection<V> {

		@Override
		public Iterator<V> iterator() {
			return new Parts<>(MapViews.this.iterator(), Map.Entry::getValue);
		}

		@Override
		public Spliterator<V> spliterator() {
			return unsized(iterator(), 0);
		}

		@Override
		public boolean contains(@Nullable Object value) {
			return MapViews.this.read.containsValue(value);
		}

		@Override
		public boolean removeIf(Predicate<? super V> filter) {
			Objects.requireNonNull(filter, "'filter' must not be null");
			return MapViews.this.removeIf((entry) -> filter.test(entry.getValue()));
		}

		@Override
		public int size() {
			return MapViews.this.read.size();
		}

		@Override
		public boolean isEmpty() {
			return MapViews.this.read.isEmpty();
		}

		@Override
		public void clear() {
			MapViews.this.written.clear();
		}

	}

	private final class Entries extends SetView<Map.Entry<K, V>> {

		@Override
		public Iterator<Map.Entry<K, V>> iterator() {
			return MapViews.this.iterator();
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
			V value = MapViews.this.read.get(entry.getKey());
			return value != null && value.equals(entry.getValue());
		}

		@Override
		public boolean remove(@Nullable Object object) {
			return object instanceof Map.Entry<?, ?> entry && entry.getKey() != null
					&& MapViews.this.written.remove(entry.getKey(), entry.getValue());
		}

		@Override
		public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
			return MapViews.this.removeIf(filter::test);
		}

	}

	/**
	 * Iterates over one part of each entry.
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
