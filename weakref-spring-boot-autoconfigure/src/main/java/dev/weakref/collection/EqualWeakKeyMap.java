package dev.weakref.collection;

import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Weak keys that compare by equality.
 */
final class EqualWeakKeyMap<K, V> extends WeakKeyMap<K, V> {

	EqualWeakKeyMap(ReferenceMapBuilder<K, V> options) {
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
		return spread(Objects.requireNonNull(key, NULL_KEY).hashCode());
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
	 * Most look-ups bring the very key that was put, which costs no more than a
	 * comparison; making a referent strong is dearer under a concurrent collector.
	 */
	@SuppressWarnings("unchecked")
	private static <K> boolean matches(WeakKeyNode<K, ?> node, Object key) {
		return node.refersTo((K) key) || equals(node.get(), key);
	}

	private static boolean equals(@Nullable Object candidate, Object key) {
		return candidate != null && key.equals(candidate);
	}

}
