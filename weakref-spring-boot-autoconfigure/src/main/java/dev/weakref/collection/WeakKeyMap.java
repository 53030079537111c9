package dev.weakref.collection;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent map that attaches values to keys without keeping the keys alive. An entry
 * is removed after its key is collected.
 * <p>
 * {@link #identity()} compares keys by {@code ==}: a value belongs to one object, even if
 * there are equal ones. {@link #equality()} finds an entry by any equal key. Such an
 * entry lives as long as the key object under which it was first stored, even after the
 * value was replaced under an equal key; remove the entry first where this matters.
 * {@link java.util.WeakHashMap} does the same.
 * <p>
 * A value that strongly reaches its own key keeps the entry for ever: refer back weakly,
 * or use weak values too. An entry whose key is never collected stays for ever as well:
 * such keys are string literals, small boxed numbers, enum constants, and classes of a
 * class loader that stays.
 * <p>
 * The threads that use a map of {@link #identity()} or {@link #equality()} drain it,
 * except in look-ups that find a value. Such a map can be collected while its keys are
 * live. The reaper also drains a map of {@link WeakCollections}, and endpoint and meters
 * show that map.
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
	 * Returns an empty map that compares keys by {@code ==}.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return the map
	 */
	public static <K, V> WeakKeyMap<K, V> identity() {
		return new WeakKeyMap<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.IDENTITY));
	}

	/**
	 * Returns an empty map that compares keys by {@code equals}.
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
		// Not inherited, so that the just-in-time compiler sees the tables of this mode
		// only
		return this.table.read(key, false, null);
	}

	/**
	 * Returns weak references to the keys, which can be held without holding the keys. A
	 * snapshot. O(capacity).
	 * @return one reference for each live key
	 */
	public List<WeakReference<K>> keyRefs() {
		List<WeakReference<K>> references = new ArrayList<>();
		entrySet().forEach((entry) -> references.add(new WeakReference<>(entry.getKey())));
		return references;
	}

	@Override
	public WeakKeyMap<K, V> copy() {
		return filled(new WeakKeyMap<>(this.options), Map.of());
	}

	/**
	 * Returns a copy whose values are copies too.
	 * @param valueCopier copies a value; must not return {@code null}; its exceptions
	 * reach the caller
	 * @return the copy
	 */
	public WeakKeyMap<K, V> deepCopy(UnaryOperator<V> valueCopier) {
		WeakKeyMap<K, V> copy = new WeakKeyMap<>(this.options);
		entrySet().forEach((entry) -> copy.put(entry.getKey(), valueCopier.apply(entry.getValue())));
		return copy;
	}

	@Override
	public WeakKeyMap<K, V> union(Map<? extends K, ? extends V> other) {
		return filled(new WeakKeyMap<>(this.options), other);
	}

}
