package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Does to single entries what the collector does to the references it clears. An object
 * that is really held plays dead for the one entry only.
 */
public final class SimulatedCollection {

	private SimulatedCollection() {
	}

	/**
	 * Collect the weak side of an entry, or its key where both sides are weak.
	 * @param map the map
	 * @param key the key of a live entry
	 */
	public static <K> void collect(ReferenceMap<K, ?> map, K key) {
		reference(map, key).enqueue();
	}

	/**
	 * The same, at the moment when the collector has cleared the reference but the JVM
	 * has not handed it over yet.
	 * @param map the map
	 * @param key the key of a live entry
	 * @return the reference, to be enqueued
	 */
	public static <K> Reference<?> clear(ReferenceMap<K, ?> map, K key) {
		Reference<?> reference = reference(map, key);
		reference.clear();
		return reference;
	}

	/**
	 * Collect the value of an entry whose both sides are weak.
	 * @param map the map
	 * @param key the key of a live entry
	 */
	public static <K> void collectValue(ReferenceMap<K, ?> map, K key) {
		valueReference(map, key).enqueue();
	}

	/**
	 * Clear the value of an entry whose both sides are weak, without handing it over.
	 * @param map the map
	 * @param key the key of a live entry
	 * @return the reference, to be enqueued
	 */
	public static <K> Reference<?> clearValue(ReferenceMap<K, ?> map, K key) {
		Reference<?> reference = valueReference(map, key);
		reference.clear();
		return reference;
	}

	/**
	 * The reference of an entry, for a test that ends it later.
	 * @param map the map
	 * @param key the key of a live entry
	 * @return the reference to the weak side
	 */
	public static <K> Reference<?> reference(ReferenceMap<K, ?> map, K key) {
		return (Reference<?>) Objects.requireNonNull(node(map, key), "There is no entry to collect");
	}

	static <K> Reference<?> valueReference(ReferenceMap<K, ?> map, K key) {
		Node<?, ?> node = Objects.requireNonNull(node(map, key), "There is no entry to collect");
		return (Reference<?>) ((WeakKeyNode<?, ?>) node).content;
	}

	static void clear(Node<?, ?> node, boolean value) {
		reference(node, value).clear();
	}

	static void enqueue(Node<?, ?> node, boolean value) {
		reference(node, value).enqueue();
	}

	private static Reference<?> reference(Node<?, ?> node, boolean value) {
		return (value && node instanceof WeakKeyNode<?, ?> weakKey) ? (Reference<?>) weakKey.content
				: (Reference<?>) node;
	}

	static <K, V> @Nullable Node<K, V> node(ReferenceMap<K, V> map, K key) {
		int hash = map.table.hash(key);
		return map.table.find(key, hash);
	}

}
