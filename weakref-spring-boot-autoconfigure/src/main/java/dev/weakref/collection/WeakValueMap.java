package dev.weakref.collection;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent map that finds values by key without keeping the values alive: the entry
 * goes with its value.
 * <p>
 * Useful for a value that others hold, to find it again by a name or id, and so to have
 * one instance of it. It does not cache: a value that nobody holds may go at the next
 * collection. Values that are never collected, such as string literals, small boxed
 * numbers and enum constants, are entries for ever; a freshly boxed number or a lambda
 * that captures something may go at once.
 * <p>
 * {@link #equality()} compares keys by {@code equals}, {@link #identity()} by {@code ==}.
 * Keys are held strongly as long as their entry is there.
 * <p>
 * A map made here is drained by those who use it, except by look-ups that find, and can
 * be collected while its values live. One made by {@link WeakCollections} is drained by
 * the reaper too, and shows in endpoint and meters.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public final class WeakValueMap<K, V> extends WeakMap<K, V> {

	WeakValueMap(ReferenceMapBuilder<K, V> options) {
		super(options);
	}

	/**
	 * An empty map that compares keys by {@code equals}.
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return the map
	 */
	public static <K, V> WeakValueMap<K, V> equality() {
		return new WeakValueMap<>(new ReferenceMapBuilder<>(References.WEAK_VALUES, KeyEquality.EQUALS));
	}

	/**
	 * An empty map that compares keys by {@code ==}.
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
		// Not inherited, so that the just-in-time compiler sees the tables of this mode only
		return this.table.get(key);
	}

	/**
	 * Weak references to the values, for keeping without keeping the values. A snapshot.
	 * O(capacity).
	 * @return one reference for each value that was live
	 */
	public List<WeakReference<V>> valueRefs() {
		List<WeakReference<V>> references = new ArrayList<>();
		entrySet().forEach((entry) -> references.add(new WeakReference<>(entry.getValue())));
		return references;
	}

	@Override
	public WeakValueMap<K, V> copy() {
		return filled(empty(), null);
	}

	/**
	 * A copy whose keys are copies too, with the same values.
	 * @param keyCopier copies a key
	 * @return the copy
	 */
	public WeakValueMap<K, V> deepCopy(UnaryOperator<K> keyCopier) {
		WeakValueMap<K, V> copy = empty();
		entrySet().forEach((entry) -> copy.put(keyCopier.apply(entry.getKey()), entry.getValue()));
		return copy;
	}

	@Override
	public WeakValueMap<K, V> union(Map<? extends K, ? extends V> other) {
		return filled(empty(), other);
	}

	private WeakValueMap<K, V> empty() {
		return new WeakValueMap<>(options());
	}

}
