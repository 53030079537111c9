package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Strong keys that are compared by identity, weak values.
 */
final class IdentityKeyWeakValueTable<K, V> extends ReferenceTable<K, V> {

	IdentityKeyWeakValueTable(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	@Override
	@Nullable V read(Object key, boolean use, @Nullable LongAdder weakHits) {
		int hash = hash(key);
		WeakValueNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		if (node == null || value == null) {
			return readAgain(node, key, hash);
		}
		if (use) {
			used((WeakValueNode.Retained<K, V>) node, weakHits);
		}
		return value;
	}

	@Override
	int hash(Object key) {
		return System.identityHashCode(Objects.requireNonNull(key, ReferenceMap.NULL_KEY));
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable WeakValueNode<K, V> search(@Nullable Object head, Object key, int hash) {
		WeakValueNode<K, V> node = (WeakValueNode<K, V>) head;
		while (node != null && !(node.key == key)) {
			node = node.next;
		}
		return node;
	}

}
