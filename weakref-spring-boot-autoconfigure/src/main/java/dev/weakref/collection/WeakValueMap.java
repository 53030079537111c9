package dev.weakref.collection;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent map that finds values by key without keeping the values alive. An entry is
 * removed after its value is collected.
 * <p>
 * Use the map to find, by a name or an id, a value that other objects hold, and so to
 * have one instance for each name. The map is no cache: a value that no other object
 * holds may be collected at the next collection. An entry whose value is never collected
 * stays for ever: such values are string literals, small boxed numbers and enum
 * constants. A newly boxed number or a capturing lambda may be collected at once.
 * <p>
 * {@link #equality()} compares keys by {@code equals}, {@link #identity()} by {@code ==}.
 * The map holds its keys strongly.
 * <p>
 * The threads that use a map of {@link #equality()} or {@link #identity()} drain it,
 * except in look-ups that find a value. Such a map can be collected while its values are
 * live. The reaper also drains a map of {@link WeakCollections}, and endpoint and meters
 * show that map.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class WeakValueMap<K, V> extends WeakMap<K, V> {

	WeakValueMap(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	/**
	 * Returns an empty map that compares keys by {@code equals}.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return the map
	 */
	public static <K, V> WeakValueMap<K, V> equality() {
		return new WeakValueMap<>(new ReferenceMapBuilder<>(References.WEAK_VALUES, KeyEquality.EQUALS));
	}

	/**
	 * Returns an empty map that compares keys by {@code ==}.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return the map
	 */
	public static <K, V> WeakValueMap<K, V> identity() {
		return new WeakValueMap<>(new ReferenceMapBuilder<>(References.WEAK_VALUES, KeyEquality.IDENTITY));
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
	 * Returns weak references to the values, which can be held without holding the
	 * values. A snapshot. O(capacity).
	 * @return one reference for each live value
	 */
	public List<WeakReference<V>> valueRefs() {
		List<WeakReference<V>> references = new ArrayList<>();
		entrySet().forEach((entry) -> references.add(new WeakReference<>(entry.getValue())));
		return references;
	}

	@Override
	public WeakValueMap<K, V> copy() {
		return filled(new WeakValueMap<>(this.options), Map.of());
	}

	/**
	 * Returns a copy with the same values whose keys are copies.
	 * @param keyCopier copies a key
	 * @return the copy
	 */
	public WeakValueMap<K, V> deepCopy(UnaryOperator<K> keyCopier) {
		WeakValueMap<K, V> copy = new WeakValueMap<>(this.options);
		entrySet().forEach((entry) -> copy.put(keyCopier.apply(entry.getKey()), entry.getValue()));
		return copy;
	}

	@Override
	public WeakValueMap<K, V> union(Map<? extends K, ? extends V> other) {
		return filled(new WeakValueMap<>(this.options), other);
	}

}
