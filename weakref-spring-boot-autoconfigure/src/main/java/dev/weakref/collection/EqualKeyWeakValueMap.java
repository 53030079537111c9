package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Strong keys that compare by equality, weak values.
 */
final class EqualKeyWeakValueMap<K, V> extends WeakValueMap<K, V> {

	EqualKeyWeakValueMap(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	@Override
	public @Nullable V get(Object key) {
		int hash = hash(key);
		WeakValueNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		return (value != null) ? value : getAgain(node, key, hash);
	}

	@Override
	public @Nullable V use(Object key, @Nullable LongAdder weakHits) {
		int hash = hash(key);
		WeakValueNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		if (node == null || value == null) {
			return getAgain(node, key, hash);
		}
		Retainer retainer = this.retainer;
		if (retainer != null) {
			WeakValueNode.Retained<K, V> retained = (WeakValueNode.Retained<K, V>) node;
			if (retainer.isNews(retained.state())) {
				retainer.use(retained, weakHits);
			}
		}
		return value;
	}

	@Override
	int hash(Object key) {
		return spread(Objects.requireNonNull(key, NULL_KEY).hashCode());
	}

	@Override
	@SuppressWarnings("unchecked")
	@Nullable WeakValueNode<K, V> search(@Nullable Object head, Object key, int hash) {
		WeakValueNode<K, V> node = (WeakValueNode<K, V>) head;
		while (node != null && !(node.hash == hash && (node.key == key || key.equals(node.key)))) {
			node = node.next;
		}
		return node;
	}

}
