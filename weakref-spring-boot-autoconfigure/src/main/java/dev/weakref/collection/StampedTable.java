package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import dev.weakref.collection.Slots.Moved;
import org.jspecify.annotations.Nullable;

/**
 * Strong keys that are compared by equality, weak values with stamps. An entry whose
 * stamp is not current any more stays in the table until it is replaced, removed or
 * collected.
 */
final class StampedTable<K, V> extends ReferenceTable<K, V> {

	StampedTable(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	@Override
	@Nullable V read(Object key, boolean use, @Nullable LongAdder weakHits) {
		int hash = hash(key);
		StampedNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		if (node == null || value == null) {
			return readAgain(node, key, hash);
		}
		if (use) {
			used(node, weakHits);
		}
		return value;
	}

	@Override
	int hash(Object key) {
		return spread(Objects.requireNonNull(key, ReferenceMap.NULL_KEY).hashCode());
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable StampedNode<K, V> search(@Nullable Object head, Object key, int hash) {
		StampedNode<K, V> node = (StampedNode<K, V>) head;
		while (node != null && !(node.hash == hash && (node.key == key || key.equals(node.key)))) {
			node = (StampedNode<K, V>) node.next;
		}
		return node;
	}

	/**
	 * Puts a value with a stamp in the place of the entry that the caller has found.
	 * @param found the entry, or {@code null} if the key had none
	 * @return {@code false} if the key has another entry by now
	 */
	boolean enter(K key, V value, Stamp stamp, @Nullable StampedNode<K, V> found) {
		this.dead.help();
		StampedNode<K, V> fresh = new StampedNode<>(key, hash(key), value, this.dead.references(), stamp);
		V present = (found != null) ? found.referent() : null;
		boolean entered;
		if (found != null && present != null) {
			entered = exchange(new Chains<>(new StampedNodes<>(this.dead.references(), fresh)), found, present, value);
		}
		else {
			if (found != null) {
				discard(found);
			}
			entered = linkFirst(fresh);
		}
		Reference.reachabilityFence(value);
		return entered;
	}

	/**
	 * Links a node unless its key has one.
	 */
	private boolean linkFirst(StampedNode<K, V> node) {
		while (true) {
			@Nullable Object[] slots = Slots.follow(slots(), node.hash);
			int index = node.hash & (slots.length - 1);
			Object head = Slots.at(slots, index);
			if (head instanceof Moved) {
				continue;
			}
			if (search(head, node.key, node.hash) != null) {
				return false;
			}
			if (link(slots, index, head, node)) {
				return true;
			}
		}
	}

}
