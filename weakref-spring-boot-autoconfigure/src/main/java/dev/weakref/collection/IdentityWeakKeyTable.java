package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Weak keys that are compared by identity.
 */
final class IdentityWeakKeyTable<K, V> extends ReferenceTable<K, V> {

	IdentityWeakKeyTable(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	@Override
	@Nullable V read(Object key, boolean use, @Nullable LongAdder weakHits) {
		int hash = hash(key);
		WeakKeyNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		if (node == null || value == null) {
			return readAgain(node, key, hash);
		}
		if (use) {
			used((WeakKeyNode.Retained<K, V>) node, weakHits);
		}
		return value;
	}

	@Override
	int hash(Object key) {
		return System.identityHashCode(Objects.requireNonNull(key, ReferenceMap.NULL_KEY));
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable WeakKeyNode<K, V> search(@Nullable Object head, Object key, int hash) {
		WeakKeyNode<K, V> node = (WeakKeyNode<K, V>) head;
		while (node != null && !(node.refersTo((K) key))) {
			node = node.next;
		}
		return node;
	}

}
