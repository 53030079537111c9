package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * Is told by a map, exactly once for each, of the entries that were removed because the
 * collector cleared them or because they had expired. Explicit removal and replacement
 * are not reported.
 * <p>
 * Called by whichever thread removed the entry, with no lock held: it hands over and
 * returns. A listener that throws is logged with its class: the first failure for each
 * map as a warning, later ones at debug level.
 *
 * @param <K> the type of keys
 */
public interface CollectedListener<K> {

	/**
	 * An entry was removed because it was collected.
	 * @param key its key, or {@code null} where the key itself was collected
	 */
	void collected(@Nullable K key);

	/**
	 * An entry was removed because it was collected. Without an implementation this is
	 * the same as {@link #collected(Object)}.
	 * @param key its key, or {@code null} where the key itself was collected
	 * @param value its value where the map has held it, which is where only keys are weak
	 * and entries do not expire; {@code null} elsewhere
	 */
	default void collected(@Nullable K key, @Nullable Object value) {
		collected(key);
	}

	/**
	 * An entry was removed because it had expired.
	 * @param key its key, or {@code null} where the key itself was collected since
	 */
	default void expired(@Nullable K key) {
	}

}
