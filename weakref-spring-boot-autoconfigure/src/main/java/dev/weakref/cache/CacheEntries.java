package dev.weakref.cache;

import java.util.AbstractMap;
import java.util.Iterator;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Iterates over the index of a cache, and carries what is changed on to the strong tier.
 */
final class CacheEntries<K, V> implements Iterator<Map.Entry<K, V>> {

	private final CacheMap<K, V> map;

	private final Iterator<Map.Entry<K, V>> entries;

	private @Nullable Entry<K, V> last;

	CacheEntries(CacheMap<K, V> map, Iterator<Map.Entry<K, V>> entries) {
		this.map = map;
		this.entries = entries;
	}

	@Override
	public boolean hasNext() {
		return this.entries.hasNext();
	}

	@Override
	public Map.Entry<K, V> next() {
		Entry<K, V> entry = new Entry<>(this.map, this.entries.next());
		this.last = entry;
		return entry;
	}

	@Override
	public void remove() {
		Entry<K, V> removed = this.last;
		if (removed == null) {
			throw new IllegalStateException("There is no entry that 'next' has given and that is not removed yet");
		}
		this.last = null;
		this.map.remove(removed.getKey());
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
