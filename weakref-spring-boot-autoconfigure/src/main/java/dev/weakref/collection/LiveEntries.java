package dev.weakref.collection;

import java.util.AbstractMap;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentMap;

import org.jspecify.annotations.Nullable;

/**
 * Iterates over the live entries of a table. Holds the next entry strongly, so that
 * {@code next} can return it after {@code hasNext} returned {@code true}.
 */
final class LiveEntries<K, V> implements Iterator<Map.Entry<K, V>> {

	private final ConcurrentMap<K, V> map;

	private final NodeWalk<K, V> walk;

	private @Nullable Entry<K, V> next;

	private @Nullable Entry<K, V> last;

	/**
	 * Creates an iterator.
	 * @param walk the nodes
	 * @param map the map to write to
	 */
	LiveEntries(NodeWalk<K, V> walk, ConcurrentMap<K, V> map) {
		this.walk = walk;
		this.map = map;
		this.next = advance();
	}

	@Override
	public boolean hasNext() {
		return this.next != null;
	}

	@Override
	public Map.Entry<K, V> next() {
		Entry<K, V> entry = this.next;
		if (entry == null) {
			throw new NoSuchElementException();
		}
		this.last = entry;
		this.next = advance();
		return entry;
	}

	@Override
	public void remove() {
		Entry<K, V> entry = this.last;
		if (entry == null) {
			throw new IllegalStateException("'remove' needs a call of 'next' before it");
		}
		this.last = null;
		this.map.remove(entry.getKey());
	}

	private @Nullable Entry<K, V> advance() {
		for (Node<K, V> node = this.walk.nextLive(); node != null; node = this.walk.nextLive()) {
			K key = node.key();
			V value = this.walk.value(node);
			if (key != null && value != null) {
				return new Entry<>(this.map, key, value);
			}
		}
		return null;
	}

	/**
	 * Holds key and value strongly. {@code setValue} writes to the map.
	 */
	private static final class Entry<K, V> extends AbstractMap.SimpleEntry<K, V> {

		private static final long serialVersionUID = 1L;

		private final transient ConcurrentMap<K, V> map;

		Entry(ConcurrentMap<K, V> map, K key, V value) {
			super(key, value);
			this.map = map;
		}

		@Override
		public V setValue(V value) {
			this.map.put(getKey(), value);
			return super.setValue(value);
		}

	}

}
