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

import org.jspecify.annotations.Nullable;

/**
 * The three collection views of a map whose entries may go at any moment. They ask one
 * map and change another, which may be the same: so looking into a view need not count as
 * a use. Not for use by applications.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class MapViews<K, V> {

	private final ReferenceMap<K, V> asked;

	private final ConcurrentMap<K, V> changed;

	/**
	 * Creates the views.
	 * @param asked the map to look into
	 * @param changed the map to write to
	 */
	public MapViews(ReferenceMap<K, V> asked, ConcurrentMap<K, V> changed) {
		this.asked = asked;
		this.changed = changed;
	}

	private Iterator<Map.Entry<K, V>> iterator() {
		return new LiveEntries<>(this.asked.table.walk(), this.changed);
	}

	/**
	 * The keys.
	 * @return a live view
	 */
	public Set<K> keys() {
		return new Keys();
	}

	/**
	 * The values.
	 * @return a live view
	 */
	public Collection<V> values() {
		return new Values();
	}

	/**
	 * The entries.
	 * @return a live view
	 */
	public Set<Map.Entry<K, V>> entries() {
		return new Entries();
	}

	/**
	 * An entry whose value is replaced while the filter looks at the old one stays.
	 */
	private boolean removeIf(Predicate<Map.Entry<K, V>> filter) {
		boolean removed = false;
		for (Iterator<Map.Entry<K, V>> entries = iterator(); entries.hasNext();) {
			Map.Entry<K, V> entry = entries.next();
			removed |= filter.test(entry) && this.changed.remove(entry.getKey(), entry.getValue());
		}
		return removed;
	}

	/**
	 * A stream must not rely on the size: entries may go before it comes to them.
	 */
	private static <T> Spliterator<T> unsized(Iterator<T> iterator, int characteristics) {
		return Spliterators.spliteratorUnknownSize(iterator,
				characteristics | Spliterator.NONNULL | Spliterator.CONCURRENT);
	}

	private abstract class SetView<T> extends AbstractSet<T> {

		/**
		 * Always by the map's own comparison: the inherited method leaves that to the
		 * other collection if it is the larger one.
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
			return MapViews.this.asked.size();
		}

		@Override
		public boolean isEmpty() {
			return MapViews.this.asked.isEmpty();
		}

		@Override
		public void clear() {
			MapViews.this.changed.clear();
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
			return MapViews.this.asked.containsKey(key);
		}

		@Override
		public boolean remove(Object key) {
			return MapViews.this.changed.remove(key) != null;
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
			return MapViews.this.asked.containsValue(value);
		}

		@Override
		public boolean removeIf(Predicate<? super V> filter) {
			Objects.requireNonNull(filter, "'filter' must not be null");
			return MapViews.this.removeIf((entry) -> filter.test(entry.getValue()));
		}

		@Override
		public int size() {
			return MapViews.this.asked.size();
		}

		@Override
		public boolean isEmpty() {
			return MapViews.this.asked.isEmpty();
		}

		@Override
		public void clear() {
			MapViews.this.changed.clear();
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
			V value = MapViews.this.asked.get(entry.getKey());
			return value != null && value.equals(entry.getValue());
		}

		@Override
		public boolean remove(@Nullable Object object) {
			return object instanceof Map.Entry<?, ?> entry && entry.getKey() != null
					&& MapViews.this.changed.remove(entry.getKey(), entry.getValue());
		}

		@Override
		public boolean removeIf(Predicate<? super Map.Entry<K, V>> filter) {
			return MapViews.this.removeIf(filter::test);
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
