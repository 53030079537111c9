package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Strong keys, soft values.
 */
final class SoftValueTable<K, V> extends ReferenceTable<K, V> {

	private final boolean identity;

	SoftValueTable(ReferenceMapBuilder<K, V> options) {
		super(options);
		this.identity = (options.keyEquality == KeyEquality.IDENTITY);
	}

	@Override
	@Nullable V read(Object key, boolean use, @Nullable LongAdder weakHits) {
		int hash = hash(key);
		SoftValueNode<K, V> node = search(head(hash), key, hash);
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
		Objects.requireNonNull(key, ReferenceMap.NULL_KEY);
		return (this.identity) ? System.identityHashCode(key) : spread(key.hashCode());
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable SoftValueNode<K, V> search(@Nullable Object head, Object key, int hash) {
		SoftValueNode<K, V> node = (SoftValueNode<K, V>) head;
		while (node != null && !(node.key == key || (!this.identity && node.hash == hash && key.equals(node.key)))) {
			node = node.next;
		}
		return node;
	}

}
