package dev.weakref.collection;

import java.util.function.BiConsumer;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * The entries of a {@linkplain ReferenceMapBuilder#stamped() stamped} map, whose values
 * may be returned as long as their stamps are current. The map finds no other entries.
 * Only {@link #enter} stores values; {@code put} and the other writing operations of the
 * map must not be used for that.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @hidden
 */
@Internal
public final class StampedEntries<K, V> {

	private final StampedTable<K, V> table;

	/**
	 * Creates a view.
	 * @param map a stamped map
	 */
	public StampedEntries(ReferenceMap<K, V> map) {
		this.table = (StampedTable<K, V>) map.table;
	}

	/**
	 * Returns the entry of a key, whether its stamp is current or not.
	 * @param key the key
	 * @return the entry, or {@code null} if the key has none
	 */
	public @Nullable StampedEntry<V> find(Object key) {
		return this.table.find(key, this.table.hash(key)) instanceof StampedNode<K, V> node ? node : null;
	}

	/**
	 * Puts a value in the place of the entry that the caller has found.
	 * @param key the key
	 * @param value the value
	 * @param stamp its stamp
	 * @param found the entry, or {@code null} if the key had none
	 * @return {@code false} if nothing was done, because the key has another entry by now
	 */
	@SuppressWarnings("unchecked")
	public boolean enter(K key, V value, Stamp stamp, @Nullable StampedEntry<V> found) {
		return this.table.enter(key, value, stamp, (StampedNode<K, V>) found);
	}

	/**
	 * Removes the entry that the caller has found.
	 * @param found the entry
	 * @return the value, or {@code null} if the entry was removed or collected before
	 */
	@SuppressWarnings("unchecked")
	public @Nullable V remove(StampedEntry<V> found) {
		V value = found.referent();
		return (value != null && this.table.unlink((StampedNode<K, V>) found, value)) ? value : null;
	}

	/**
	 * Performs an action for each entry, whether its stamp is current or not.
	 * O(capacity).
	 * @param action is given the key and the entry
	 */
	public void forEach(BiConsumer<? super K, ? super StampedEntry<V>> action) {
		NodeWalk<K, V> walk = this.table.walk();
		for (Node<K, V> node = walk.next(); node != null; node = walk.next()) {
			StampedNode<K, V> stamped = (StampedNode<K, V>) node;
			action.accept(stamped.key, stamped);
		}
	}

	/**
	 * Counts as a use of an entry that was not found by a look-up.
	 * @param entry the entry
	 */
	@SuppressWarnings("unchecked")
	public void used(StampedEntry<V> entry) {
		this.table.used((StampedNode<K, V>) entry, null);
	}

}
