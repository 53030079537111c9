package dev.weakref.collection;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent map that attaches values to keys without keeping the keys alive: the entry
 * goes with its key.
 * <p>
 * {@link #identity()} compares keys by {@code ==}: a value belongs to one object, however
 * many equal ones there are. {@link #equality()} finds an entry by any equal key, and
 * drops it together with the key object it was first stored under, even if that was
 * replaced by the value of an equal key since; remove the entry first where this matters
 * ({@link java.util.WeakHashMap} does the same).
 * <p>
 * A value that strongly reaches its own key keeps the entry for ever: refer back weakly,
 * or let the values be weak too. Keys that are never collected, such as string literals,
 * small boxed numbers, enum constants and classes of a loader that stays, are entries for
 * ever as well.
 * <p>
 * A map made here is drained by those who use it, except by look-ups that find, and can
 * be collected while its keys live. One made by {@link WeakCollections} is drained by the
 * reaper too, and shows in endpoint and meters.
 *
 * <pre>{@code
 * WeakKeyMap<Session, List<String>> notes = WeakKeyMap.identity();
 * notes.computeIfAbsent(session, (key) -> new CopyOnWriteArrayList<>()).add("seen");
 * }</pre>
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class WeakKeyMap<K, V> extends WeakMap<K, V> {

	WeakKeyMap(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	/**
	 * An empty map that compares keys by {@code ==}.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return the map
	 */
	public static <K, V> WeakKeyMap<K, V> identity() {
		return new WeakKeyMap<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.IDENTITY));
	}

	/**
	 * An empty map that compares keys by {@code equals}.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return the map
	 */
	public static <K, V> WeakKeyMap<K, V> equality() {
		return new WeakKeyMap<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.EQUALS));
	}

	/**
	 * {@inheritDoc}
	 */
	@Override
	public @Nullable V get(Object key) {
		// Not inherited, so that the just-in-time compiler sees the tables of this mode only
		return this.table.get(key);
	}

	/**
	 * Weak references to the keys, for keeping without keeping the keys. A snapshot.
	 * O(capacity).
	 * @return one reference for each key that was live
	 */
	public List<WeakReference<K>> keyRefs() {
		List<WeakReference<K>> references = new ArrayList<>();
		entrySet().forEach((entry) -> references.add(new WeakReference<>(entry.getKey())));
		return references;
	}

	@Override
	public WeakKeyMap<K, V> copy() {
		return filled(empty(), null);
	}

	/**
	 * A copy whose values are copies too.
	 * @param valueCopier copies a value
	 * @return the copy
	 */
	public WeakKeyMap<K, V> deepCopy(UnaryOperator<V> valueCopier) {
		WeakKeyMap<K, V> copy = empty();
		entrySet().forEach((entry) -> copy.put(entry.getKey(), valueCopier.apply(entry.getValue())));
		return copy;
	}

	@Override
	public WeakKeyMap<K, V> union(Map<? extends K, ? extends V> other) {
		return filled(empty(), other);
	}

	private WeakKeyMap<K, V> empty() {
		return new WeakKeyMap<>(options());
	}

}
