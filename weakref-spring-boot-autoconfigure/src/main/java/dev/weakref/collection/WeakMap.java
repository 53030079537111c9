package dev.weakref.collection;

import java.util.Map;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * Adds to {@link java.util.concurrent.ConcurrentMap} methods that fail rather than return
 * {@code null}, and copies that are weak themselves.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public abstract sealed class WeakMap<K, V> extends ReferenceMap<K, V> permits WeakKeyMap, WeakValueMap {

	/** The options of copies. */
	final ReferenceMapBuilder<K, V> options;

	WeakMap(ReferenceMapBuilder<K, V> options) {
		super(options);
		this.options = options.unattached();
	}

	/**
	 * Returns the value of a key that must be present.
	 * @param key the key
	 * @return the value
	 * @throws NoSuchElementException if there is no live entry
	 */
	public V require(K key) {
		return required(get(key), key);
	}

	/**
	 * Removes an entry that must be present.
	 * @param key the key
	 * @return its value
	 * @throws NoSuchElementException if there is no live entry
	 */
	public V removeRequired(K key) {
		return required(remove(key), key);
	}

	/**
	 * Removes one entry, the first one of an iterator. O(capacity).
	 * @return the entry, which holds key and value strongly
	 * @throws NoSuchElementException if there is no live entry
	 */
	public Map.Entry<K, V> popEntry() {
		for (Map.Entry<K, V> entry : entrySet()) {
			if (remove(entry.getKey(), entry.getValue())) {
				return Map.entry(entry.getKey(), entry.getValue());
			}
		}
		throw new NoSuchElementException("There is no live entry");
	}

	/**
	 * Puts all entries, such as those of a list. The last of several entries with one key
	 * wins. If the iteration throws an exception, the entries that were put before it
	 * stay.
	 * @param entries the entries
	 */
	public void putEntries(Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
		entries.forEach((entry) -> put(entry.getKey(), entry.getValue()));
	}

	/**
	 * Returns a new map of the same mode with the live entries of this one. The same
	 * reaper drains it, if there is one. It has no name. O(capacity).
	 * @return the copy
	 */
	public abstract WeakMap<K, V> copy();

	/**
	 * Returns a {@linkplain #copy() copy} with the entries of another map added. If both
	 * maps have a key, the result has the value of the other map. O(capacity of both).
	 * @param other the other map, of any kind
	 * @return the union
	 */
	public abstract WeakMap<K, V> union(Map<? extends K, ? extends V> other);

	/**
	 * Puts the entries of this map and of another one into a new map.
	 */
	final <M extends WeakMap<K, V>> M filled(M map, Map<? extends K, ? extends V> other) {
		map.putAll(this);
		map.putAll(other);
		return map;
	}

	private static <V> V required(@Nullable V value, Object key) {
		if (value == null) {
			throw new NoSuchElementException("There is no live entry for the key of type " + key.getClass().getName());
		}
		return value;
	}

}
