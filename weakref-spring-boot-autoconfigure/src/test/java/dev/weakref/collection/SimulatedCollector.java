package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.List;
import java.util.Objects;

import dev.weakref.reference.ReferentNodes;
import dev.weakref.reference.Referents;
import org.jspecify.annotations.Nullable;

/**
 * Does to single references what the garbage collector does: clears them and hands them
 * over. An object that is really held is dead for these references only.
 */
public final class SimulatedCollector {

	private SimulatedCollector() {
	}

	/**
	 * Collects the weak side of an entry, or its key where both sides are weak.
	 * @param map the map
	 * @param key the key of a live entry
	 */
	public static <K> void collect(ReferenceMap<K, ?> map, K key) {
		reference(map, key).enqueue();
	}

	/**
	 * Clears the weak side of an entry, without handing the reference over.
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
	 * Collects the value of an entry whose both sides are weak.
	 * @param map the map
	 * @param key the key of a live entry
	 */
	public static <K> void collectValue(ReferenceMap<K, ?> map, K key) {
		valueReference(map, key).enqueue();
	}

	/**
	 * Clears the value of an entry whose both sides are weak, without handing the
	 * reference over.
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
	 * Returns the reference of an entry, for a test that ends it later.
	 * @param map the map
	 * @param key the key of a live entry
	 * @return the reference to the weak side
	 */
	public static <K> Reference<?> reference(ReferenceMap<K, ?> map, K key) {
		return (Reference<?>) Objects.requireNonNull(node(map, key), "There is no entry to collect");
	}

	/**
	 * Collects an object that is watched. Callbacks run before this returns if the
	 * executor of the reaper runs them on the calling thread.
	 * @param referents has the references to the object
	 * @param object the object, which may be held all the same
	 */
	public static void collect(Referents referents, Object object) {
		clear(referents, object).run();
	}

	/**
	 * Clears the references to an object that is watched, without handing them over.
	 * @param referents has the references to the object
	 * @param object the object, which may be held all the same
	 * @return hands the references over, oldest first, which is the wrong order, and that
	 * of some collectors
	 */
	public static Runnable clear(Referents referents, Object object) {
		List<Reference<?>> references = ReferentNodes.of(referents, object);
		references.forEach(Reference::clear);
		return () -> {
			references.forEach(referents::drain);
			referents.drained();
		};
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
