package dev.weakref.collection;

import org.jspecify.annotations.Nullable;

/**
 * Receives the entries that a map removed because the collector cleared them or because
 * they had expired. Each entry is reported once. Explicit removal and replacement are not
 * reported.
 * <p>
 * The thread that removed the entry calls the listener, with no lock held; the listener
 * should return quickly. An exception that it throws is logged with the class of the
 * listener: the first one of each map as a warning, later ones at debug level.
 *
 * @param <K> the type of keys
 */
public interface CollectedListener<K> {

	/**
	 * Reports an entry that was collected.
	 * @param key its key, or {@code null} if the key itself was collected
	 */
	void collected(@Nullable K key);

	/**
	 * Reports an entry that was collected. By default the same as
	 * {@link #collected(Object)}.
	 * @param key its key, or {@code null} if the key itself was collected
	 * @param value its value if only keys are weak and entries do not expire, otherwise
	 * {@code null}
	 */
	default void collected(@Nullable K key, @Nullable Object value) {
		collected(key);
	}

	/**
	 * Reports an entry that had expired.
	 * @param key its key, or {@code null} if the key was collected since
	 */
	default void expired(@Nullable K key) {
	}

}
