package dev.weakref.collection;

import java.util.AbstractMap;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * A concurrent map whose entries are removed after the collector has cleared their keys,
 * their values, or either.
 * <p>
 * A cleared or expired entry is absent in every operation and view from that moment on,
 * drained or not. A replaced value never removes its successor when it is collected.
 * <p>
 * Reading takes no lock. Writing locks one chain for a few instructions, and never while
 * user code runs, not even {@code equals}; only a ticker may be asked for the time under
 * the lock. Functions given to {@code compute} and its siblings run on the calling
 * thread, once per call unless a plain write of the same key comes between. Computations
 * for one key wait for each other. A function may use the map, but one that writes its
 * own key in every run never ends.
 * <p>
 * Iterators are weakly consistent: they return each entry that was present throughout
 * exactly once, hold the next one strongly, and never throw because of a collection or of
 * concurrent changes. To watch a map, use {@link #isEmpty()} or {@link #size()}, which
 * make nothing strong. A loop that asks new iterators for the first entry can keep that
 * entry alive under a concurrent collector.
 * <p>
 * Keys and values must not be {@code null}. Chains are not turned into trees: keys with
 * equal hash codes are searched in O(n).
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public sealed class ReferenceMap<K, V> extends AbstractMap<K, V> implements ConcurrentMap<K, V> permits WeakMap {

	static final String NULL_KEY = "'key' must not be null";

	private static final String NULL_VALUE = "'value' must not be null";

	private static final String NULL_FUNCTION = "'remappingFunction' must not be null";

	final ReferenceTable<K, V> table;

	private final Computations<K, V> computations;

	private final boolean expires;

	ReferenceMap(ReferenceMapBuilder<K, V> options) {
		this.table = options.table();
		this.computations = new Computations<>(this.table, options);
		this.expires = (options.freshness() != null);
	}

	/**
	 * Returns a builder of a map.
	 * @param references which side is weak
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return a builder
	 * @hidden
	 */
	@Internal
	public static <K, V> ReferenceMapBuilder<K, V> builder(References references, KeyEquality keyEquality) {
		return new ReferenceMapBuilder<>(references, keyEquality);
	}

	/**
	 * Returns the value of a key. Allocates nothing; expected O(1).
	 * @param key the key
	 * @return the value, or {@code null} if there is no live entry
	 */
	@Override
	public @Nullable V get(Object key) {
		return this.table.read(key, false, null);
	}

	/**
	 * Returns the value of a key in a map that retains entries, and counts as a use.
	 * @param key the key
	 * @param weakHits counts the values that were not retained, or {@code null}
	 * @return the value, or {@code null} if there is no live entry
	 * @hidden
	 */
	@Internal
	public final @Nullable V use(Object key, @Nullable LongAdder weakHits) {
		return this.table.read(key, true, weakHits);
	}

	/**
	 * Returns whether there is a live entry. Does not make its value strong. Makes its
	 * key strong only while {@code equals} compares a weak key with another object.
	 * @param key the key
	 * @return whether {@link #get} would find it
	 */
	@Override
	public boolean containsKey(Object key) {
		return this.table.live(key) != null;
	}

	@Override
	public boolean containsValue(Object value) {
		return super.containsValue(Objects.requireNonNull(value, NULL_VALUE));
	}

	/**
	 * Returns the key object that the map refers to. In a map that compares weak keys by
	 * equality, an entry lives as long as this object; an equal key does not keep it
	 * alive.
	 * @param key the key
	 * @return the map's own key, or {@code null} if there is no live entry
	 */
	public @Nullable K storedKey(Object key) {
		Node<K, V> node = this.table.live(key);
		return (node != null) ? node.key() : null;
	}

	@Override
	public @Nullable V put(K key, V value) {
		requireEntry(key, value);
		return this.table.put(key, value, false);
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		requireEntry(key, value);
		return this.table.put(key, value, true);
	}

	/**
	 * Returns the hash code by which the map finds a key.
	 * @param key the key
	 * @return the hash code
	 * @hidden
	 */
	@Internal
	public int hash(Object key) {
		return this.table.hash(key);
	}

	@Override
	public @Nullable V remove(Object key) {
		return this.table.change(key, null, null);
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		Objects.requireNonNull(key, NULL_KEY);
		return value != null && this.table.change(key, value, null) != null;
	}

	@Override
	public @Nullable V replace(K key, V value) {
		requireEntry(key, value);
		return this.table.change(key, null, value);
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		Objects.requireNonNull(oldValue, "'oldValue' must not be null");
		requireEntry(key, newValue);
		return this.table.change(key, oldValue, newValue) != null;
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
		Objects.requireNonNull(mappingFunction, "'mappingFunction' must not be null");
		V present = get(key);
		return (present != null) ? present : this.computations.computeIfAbsent(key, mappingFunction);
	}

	@Override
	public @Nullable V computeIfPresent(K key,
			BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(remappingFunction, NULL_FUNCTION);
		return containsKey(key) ? this.computations.compute(key,
				(k, present) -> (present != null) ? remappingFunction.apply(k, present) : null) : null;
	}

	@Override
	public @Nullable V compute(K key,
			BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(remappingFunction, NULL_FUNCTION);
		return this.computations.compute(key, remappingFunction);
	}

	@Override
	public @Nullable V merge(K key, V value,
			BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(value, NULL_VALUE);
		Objects.requireNonNull(remappingFunction, NULL_FUNCTION);
		return this.computations.compute(key,
				(k, present) -> (present != null) ? remappingFunction.apply(present, value) : value);
	}

	/**
	 * Returns the number of live entries at some moment during the call. Counts them one
	 * by one and makes none of them strong. O(capacity).
	 */
	@Override
	public int size() {
		return (int) Math.min(Integer.MAX_VALUE, liveCount());
	}

	/**
	 * Returns the number of live entries as a {@code long}, otherwise the same as
	 * {@link #size()}.
	 * @return the number
	 */
	public long liveCount() {
		return this.table.walk().countLive();
	}

	/**
	 * Returns the number of entries, including dead ones that have not been drained.
	 * O(1). Concurrent changes may be counted in part.
	 * @return an upper bound of the number of live entries
	 */
	public final long estimatedSize() {
		this.table.dead.helpReading();
		return this.table.counters.size();
	}

	/**
	 * Returns the number of entries that were removed because the collector cleared them.
	 * O(1).
	 * @return the number since the map was made
	 */
	public final long collectedCount() {
		return this.table.counters.collected();
	}

	/**
	 * Returns the number of entries that were removed because they had expired. O(1).
	 * @return the number since the map was made
	 */
	public final long expiredCount() {
		return this.table.counters.expired();
	}

	@Override
	public boolean isEmpty() {
		return this.table.walk().nextLive() == null;
	}

	/**
	 * Returns the sum of a number over the values of all entries, including dead ones
	 * that have not been drained. Makes no key strong. O(capacity).
	 * @param measure returns the number to add for a value, given whether its entry is
	 * live
	 * @return the sum
	 * @hidden
	 */
	@Internal
	public final long sum(ToLongBiFunction<? super V, Boolean> measure) {
		return this.table.walk().sum(measure);
	}

	/**
	 * Calls an action with the key of each live entry. Unlike a view, this method makes
	 * no value strong. O(capacity).
	 * @param action the action; an exception it throws reaches the caller
	 * @hidden
	 */
	@Internal
	public final void forEachKey(Consumer<? super K> action) {
		NodeWalk<K, V> walk = this.table.walk();
		for (Node<K, V> node = walk.nextLive(); node != null; node = walk.nextLive()) {
			K key = node.key();
			if (key != null) {
				action.accept(key);
			}
		}
	}

	/**
	 * Calls an action with the value of each live entry. Unlike an iterator, this method
	 * makes no key strong. A weak value is held during the call of the action.
	 * O(capacity).
	 * @param action the action; an exception it throws reaches the caller
	 * @hidden
	 */
	@Internal
	public final void forEachValue(Consumer<? super V> action) {
		NodeWalk<K, V> walk = this.table.walk();
		for (Node<K, V> node = walk.nextLive(); node != null; node = walk.nextLive()) {
			V value = walk.value(node);
			if (value != null) {
				action.accept(value);
			}
		}
	}

	/**
	 * Removes the dead entries that the JVM has handed over so far, and the expired ones.
	 * O(dead), or O(capacity) where entries expire.
	 */
	public void cleanUp() {
		this.table.dead.drainAll();
		if (this.expires) {
			this.table.walk().forEachDead(this.table::discard);
		}
	}

	/**
	 * Removes all entries. O(capacity).
	 */
	@Override
	public final void clear() {
		this.table.unlinkAll();
		this.table.dead.drainAll();
	}

	@Override
	public Set<K> keySet() {
		return views().keys();
	}

	@Override
	public Collection<V> values() {
		return views().values();
	}

	@Override
	public Set<Map.Entry<K, V>> entrySet() {
		return views().entries();
	}

	private MapViews<K, V> views() {
		return new MapViews<>(this, this);
	}

	private static void requireEntry(@Nullable Object key, @Nullable Object value) {
		Objects.requireNonNull(key, NULL_KEY);
		Objects.requireNonNull(value, NULL_VALUE);
	}

}
