package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Weak keys that compare by identity.
 */
final class IdentityWeakKeyMap<K, V> extends WeakKeyMap<K, V> {

	IdentityWeakKeyMap(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	@Override
	public @Nullable V get(Object key) {
		int hash = hash(key);
		WeakKeyNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		return (value != null) ? value : getAgain(node, key, hash);
	}

	@Override
	public @Nullable V use(Object key, @Nullable LongAdder weakHits) {
		int hash = hash(key);
		WeakKeyNode<K, V> node = search(head(hash), key, hash);
		V value = (node != null) ? node.value() : null;
		if (node == null || value == null) {
			return getAgain(node, key, hash);
		}
		Retainer retainer = this.retainer;
		if (retainer != null) {
			WeakKeyNode.Retained<K, V> retained = (WeakKeyNode.Retained<K, V>) node;
			if (retainer.isNews(retained.state())) {
				retainer.use(retained, weakHits);
			}
		}
		return value;
	}

	@Override
	int hash(Object key) {
		return System.identityHashCode(Objects.requireNonNull(key, NULL_KEY));
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
