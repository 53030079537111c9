package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Weak keys that are compared by equality.
 */
final class EqualWeakKeyTable<K, V> extends ReferenceTable<K, V> {

	EqualWeakKeyTable(ReferenceMapBuilder<K, V> options) {
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
		return spread(Objects.requireNonNull(key, ReferenceMap.NULL_KEY).hashCode());
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable WeakKeyNode<K, V> search(@Nullable Object head, Object key, int hash) {
		WeakKeyNode<K, V> node = (WeakKeyNode<K, V>) head;
		while (node != null && !(node.hash == hash && matches(node, key))) {
			node = node.next;
		}
		return node;
	}

	/**
	 * Compares by identity first: most look-ups bring the key that was put, and making a
	 * referent strong costs more under a concurrent collector.
	 */
	@SuppressWarnings("unchecked")
	private static <K> boolean matches(WeakKeyNode<K, ?> node, Object key) {
		return node.refersTo((K) key) || equals(node.get(), key);
	}

	private static boolean equals(@Nullable Object candidate, Object key) {
		return candidate != null && key.equals(candidate);
	}

}
