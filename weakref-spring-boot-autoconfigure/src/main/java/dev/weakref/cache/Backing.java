package dev.weakref.cache;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The engine behind a {@link WeakCache}, such as a cache in Redis. Its entries are the
 * valid ones. The cache reads an entry from the engine if the cache has no current value
 * of its own. The cache writes each value to the engine before the cache stores the
 * value. A cache that {@linkplain BackingSpec.WhenDown#LOAD loads} without the engine
 * keeps such a value for a limited time.
 * <p>
 * Methods are called by the threads that use the cache, several at once, with no lock
 * held. An exception reaches the caller of the cache, unless the cache is
 * {@linkplain BackingSpec.WhenDown#LOAD set to load} without the engine. A method must
 * return only after the engine has done its work: a write that is still on its way when
 * {@link #write} returns may be read as the older value by the thread that wrote it.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface Backing<K, V> {

	/**
	 * Reads an entry.
	 * @param key the key
	 * @return the entry, or {@code null} if the engine has none
	 */
	@Nullable Entry<V> read(K key);

	/**
	 * Reads several entries, in one round trip where the engine can.
	 * @param keys the keys
	 * @return the entries that the engine has
	 */
	default Map<K, Entry<V>> readAll(Set<? extends K> keys) {
		Map<K, Entry<V>> entries = new LinkedHashMap<>();
		for (K key : keys) {
			Entry<V> entry = read(key);
			if (entry != null) {
				entries.put(key, entry);
			}
		}
		return entries;
	}

	/**
	 * Writes a value, in the place of the present one.
	 * @param key the key
	 * @param value the value
	 * @return the entry that was written
	 */
	Entry<V> write(K key, V value);

	/**
	 * Writes a value if the engine has none.
	 * @param key the key
	 * @param value the value
	 * @return the entry that the engine has after the call; its value is the given object
	 * itself if this call wrote it
	 */
	Entry<V> writeIfAbsent(K key, V value);

	/**
	 * Removes an entry.
	 * @param key the key
	 */
	void evict(K key);

	/**
	 * Removes all entries.
	 */
	void clear();

	/**
	 * Returns the name of a key in the invalidations of the engine. A channel reports
	 * objects that are equal to this one.
	 * @param key the key
	 * @return the key itself, unless an implementation says otherwise
	 */
	default Object engineKey(K key) {
		return key;
	}

	/**
	 * An entry of the engine.
	 *
	 * @param <V> the type of the value
	 */
	interface Entry<V> {

		/**
		 * Returns the stored form of the value. Two entries with the same bytes are the
		 * same version, for which the cache keeps one object.
		 * @return the bytes, or {@code null} if the engine does not show them: then
		 * {@code equals} of the values decides
		 */
		byte @Nullable [] bytes();

		/**
		 * Returns the value. The cache calls this method at most once, and not for a read
		 * if it has the object for these bytes. An exception counts as a failure of the
		 * engine and reaches the caller of the cache.
		 * @return the value
		 */
		V value();

		/**
		 * Returns an entry without bytes.
		 * @param value the value
		 * @param <V> the type of the value
		 * @return the entry
		 */
		static <V> Entry<V> of(V value) {
			return of(null, value);
		}

		/**
		 * Returns an entry whose value is known.
		 * @param bytes the stored form, or {@code null}
		 * @param value the value
		 * @param <V> the type of the value
		 * @return the entry
		 */
		static <V> Entry<V> of(byte @Nullable [] bytes, V value) {
			return new Entry<>() {

				@Override
				public byte @Nullable [] bytes() {
					return bytes;
				}

				@Override
				public V value() {
					return value;
				}

			};
		}

	}

}
