package dev.weakref.collection;

import java.util.Map;
import java.util.NoSuchElementException;

import org.jspecify.annotations.Nullable;

/**
 * What weak maps offer beyond {@link java.util.concurrent.ConcurrentMap}: methods that
 * fail rather than return {@code null}, and copies that are weak themselves.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public abstract sealed class WeakMap<K, V> extends ReferenceMap<K, V> permits WeakKeyMap, WeakValueMap {

	private final ReferenceMapBuilder<K, V> options;

	WeakMap(ReferenceMapBuilder<K, V> options) {
		super(options);
		this.options = options.unattached();
	}

	/**
	 * The value of a key that has to be there.
	 * @param key the key
	 * @return the value
	 * @throws NoSuchElementException if there is no live entry
	 */
	public V require(K key) {
		return required(get(key), key);
	}

	/**
	 * Remove an entry that has to be there.
	 * @param key the key
	 * @return its value
	 * @throws NoSuchElementException if there is no live entry
	 */
	public V removeRequired(K key) {
		return required(remove(key), key);
	}

	/**
	 * Remove one entry, whichever comes first. O(capacity).
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
	 * Put all entries, also those of pairs that are no map; the last of several with one
	 * key wins. If the source fails, what was put before stays.
	 * @param entries the entries
	 */
	public void putEntries(Iterable<? extends Map.Entry<? extends K, ? extends V>> entries) {
		entries.forEach((entry) -> put(entry.getKey(), entry.getValue()));
	}

	/**
	 * A new map of the same mode with the live entries of this one, drained by the same
	 * reaper if there is one. Names are not copied. O(capacity).
	 * @return the copy
	 */
	public abstract WeakMap<K, V> copy();

	/**
	 * A {@linkplain #copy() copy} with the entries of another map, which wins where both
	 * have a key. O(capacity of both).
	 * @param other the other map, of any kind
	 * @return the union
	 */
	public abstract WeakMap<K, V> union(Map<? extends K, ? extends V> other);

	final <M extends WeakMap<K, V>> M filled(M map, @Nullable Map<? extends K, ? extends V> other) {
		map.putAll(this);
		if (other != null) {
			map.putAll(other);
		}
		return map;
	}

	final ReferenceMapBuilder<K, V> options() {
		return this.options;
	}

	private static <V> V required(@Nullable V value, Object key) {
		if (value == null) {
			throw new NoSuchElementException("There is no live entry for the key of type " + key.getClass().getName());
		}
		return value;
	}

}
