package dev.weakref.collection;

import java.lang.ref.Reference;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent map whose entries go when the collector clears their keys, their values,
 * or either.
 * <p>
 * An entry that has been cleared or has expired is absent in every operation and every
 * view from that moment on, whether or not it has been drained. A value that was replaced
 * never takes its successor with it when it is collected later.
 * <p>
 * Reading takes no lock. Writing locks one chain for a few instructions and never while
 * user code runs, not even {@code equals}; only a ticker may be asked for the time under
 * it. Functions given to {@code compute} and its siblings run on the calling thread, once
 * per call unless a plain write of the same key comes between; other computations for the
 * same key wait, operations on other keys do not. A function may use the map, but one
 * that writes its own key with every run would be run for ever.
 * <p>
 * Iterators are weakly consistent: they show each entry that was there throughout exactly
 * once, hold the next one strongly, and never throw because of a collection or of
 * concurrent changes. To watch a map, ask for {@link #isEmpty()} or {@link #size()}: they
 * make nothing strong, while an iterator that is asked for its first entry all the time
 * can keep that alive under a concurrent collector.
 * <p>
 * Keys and values must not be {@code null}. Chains are not turned into trees: keys with
 * equal hash codes are searched in O(n).
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public abstract sealed class ReferenceMap<K, V> extends ReferenceTable<K, V> implements ConcurrentMap<K, V>
		permits WeakMap, SoftValueMap {

	static final String NULL_KEY = "'key' must not be null";

	private static final String NULL_VALUE = "'value' must not be null";

	private final Computations<K, V> computations;

	private final boolean expires;

	ReferenceMap(ReferenceMapBuilder<K, V> options) {
		super(options);
		this.computations = new Computations<>(this, options.keyEquality, options.waits);
		this.expires = (options.freshness() != null);
	}

	/**
	 * Set up a map.
	 * @param references which side is weak
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return a builder
	 */
	public static <K, V> ReferenceMapBuilder<K, V> builder(References references, KeyEquality keyEquality) {
		return new ReferenceMapBuilder<>(references, keyEquality);
	}

	/**
	 * The value of a key. Allocates nothing; expected O(1).
	 * @param key the key
	 * @return the value, or {@code null} if there is no live entry
	 */
	@Override
	public abstract @Nullable V get(Object key);

	/**
	 * The value of a key in a map that retains entries: the look-up is a use. Not for use
	 * by applications.
	 * @param key the key
	 * @param weakHits counts values that were found although they were not retained, if
	 * that has to be counted
	 * @return the value, or {@code null} if there is no live entry
	 */
	public abstract @Nullable V use(Object key, @Nullable LongAdder weakHits);

	/**
	 * Whether there is a live entry. Does not make its value strong, nor its key, except
	 * for a moment where a weak key has to be compared by equality with another object.
	 * @param key the key
	 * @return whether {@link #get} would find it
	 */
	@Override
	public boolean containsKey(Object key) {
		return live(key) != null;
	}

	/**
	 * Whether there is a live entry with an equal value. O(capacity).
	 * @param value the value
	 * @return whether an iterator would find it
	 */
	@Override
	public boolean containsValue(Object value) {
		return super.containsValue(Objects.requireNonNull(value, NULL_VALUE));
	}

	/**
	 * The key of a live entry as the map holds it: where keys compare by equality, an
	 * entry with a weak key lives as long as this object rather than an equal one.
	 * @param key the key
	 * @return the map's own key, or {@code null} if there is no live entry
	 */
	public @Nullable K storedKey(Object key) {
		Node<K, V> node = live(key);
		return (node != null) ? node.key() : null;
	}

	@Override
	public @Nullable V put(K key, V value) {
		return put(key, value, false);
	}

	@Override
	public @Nullable V putIfAbsent(K key, V value) {
		return put(key, value, true);
	}

	@Override
	public @Nullable V remove(Object key) {
		help();
		int hash = hash(key);
		for (Node<K, V> node = find(key, hash); node != null; node = find(key, hash)) {
			V value = value(node);
			if (value != null && unlink(node, value)) {
				return value;
			}
		}
		return null;
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		help();
		int hash = hash(key);
		for (Node<K, V> node = find(key, hash); node != null; node = find(key, hash)) {
			V present = value(node);
			if (present != null && !equal(value, present)) {
				return false;
			}
			if (present != null && unlink(node, present)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public @Nullable V replace(K key, V value) {
		requireEntry(key, value);
		help();
		int hash = hash(key);
		for (Node<K, V> node = find(key, hash); node != null; node = find(key, hash)) {
			V present = value(node);
			if (present != null && exchange(node, present, value)) {
				return present;
			}
		}
		return null;
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		Objects.requireNonNull(oldValue, "'oldValue' must not be null");
		requireEntry(key, newValue);
		help();
		int hash = hash(key);
		for (Node<K, V> node = find(key, hash); node != null; node = find(key, hash)) {
			V present = value(node);
			if (present != null && !equal(oldValue, present)) {
				return false;
			}
			if (present != null && exchange(node, present, newValue)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public @Nullable V computeIfAbsent(K key, Function<? super K, ? extends @Nullable V> mappingFunction) {
		Objects.requireNonNull(mappingFunction, "'mappingFunction' must not be null");
		V present = get(key);
		return (present != null) ? present : this.computations.make(key, mappingFunction);
	}

	@Override
	public @Nullable V computeIfPresent(K key,
			BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(remappingFunction, "'remappingFunction' must not be null");
		return containsKey(key) ? this.computations.remap(key,
				(k, present) -> (present != null) ? remappingFunction.apply(k, present) : null) : null;
	}

	@Override
	public @Nullable V compute(K key,
			BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(remappingFunction, "'remappingFunction' must not be null");
		return this.computations.remap(key, remappingFunction);
	}

	@Override
	public @Nullable V merge(K key, V value,
			BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
		Objects.requireNonNull(value, NULL_VALUE);
		Objects.requireNonNull(remappingFunction, "'remappingFunction' must not be null");
		return this.computations.remap(key,
				(k, present) -> (present != null) ? remappingFunction.apply(present, value) : value);
	}

	/**
	 * The number of live entries at some moment during the call, counted one by one
	 * without making any of them strong. O(capacity).
	 */
	@Override
	public int size() {
		return (int) Math.min(Integer.MAX_VALUE, liveCount());
	}

	/**
	 * The number of live entries as a {@code long}, otherwise the same as
	 * {@link #size()}.
	 * @return the number
	 */
	public long liveCount() {
		return walk().countLive();
	}

	/**
	 * Add something up over the values of all entries, counting dead ones that have not
	 * been drained. Makes no key strong. O(capacity).
	 * @param measure gives what to add for each value that is there
	 * @return the sum
	 */
	public long sum(ValueMeasure<? super V> measure) {
		long sum = 0;
		NodeWalk<K, V> walk = walk();
		for (Node<K, V> node = walk.next(); node != null; node = walk.next()) {
			V value = node.value();
			if (value != null) {
				sum += measure.of(value, node.isLive());
			}
		}
		return sum;
	}

	@Override
	public boolean isEmpty() {
		return walk().nextLive() == null;
	}

	/**
	 * Pass on the key of each live entry. Other than a view, this makes no value strong.
	 * O(capacity).
	 * @param action what to do with a key; an exception it throws reaches the caller
	 */
	public void forEachKey(Consumer<? super K> action) {
		NodeWalk<K, V> walk = walk();
		for (Node<K, V> node = walk.nextLive(); node != null; node = walk.nextLive()) {
			K key = node.key();
			if (key != null) {
				action.accept(key);
			}
		}
	}

	/**
	 * Look at the value of each live entry without making its key strong, which iterators
	 * do. A value that is referred to weakly is held while it is looked at. O(capacity).
	 * @param action what to do with each value
	 */
	public void forEachValue(Consumer<? super V> action) {
		NodeWalk<K, V> walk = walk();
		for (Node<K, V> node = walk.nextLive(); node != null; node = walk.nextLive()) {
			V value = walk.value(node);
			if (value != null) {
				action.accept(value);
			}
		}
	}

	/**
	 * Remove all dead entries that the JVM has handed over so far, and those that have
	 * expired. O(dead), or O(capacity) where entries expire.
	 */
	public void cleanUp() {
		drainQueue();
		if (this.expires) {
			NodeWalk<K, V> walk = walk();
			for (Node<K, V> node = walk.next(); node != null; node = walk.next()) {
				if (!node.isLive()) {
					discard(node);
				}
			}
		}
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
		return new MapViews<>(this, this, this::entries);
	}

	Iterator<Map.Entry<K, V>> entries() {
		return new LiveEntries<>(this);
	}

	/**
	 * Mix the higher bits of a hash code into the lower ones, which choose the slot.
	 */
	static int spread(int hashCode) {
		return hashCode ^ (hashCode >>> 16);
	}

	final @Nullable V put(K key, V value, boolean onlyIfAbsent) {
		requireEntry(key, value);
		help();
		int hash = hash(key);
		Node<K, V> fresh = null;
		while (true) {
			@Nullable Object[] slots = slots(hash);
			int index = hash & (slots.length - 1);
			Object head = at(slots, index);
			if (head instanceof Moved) {
				continue;
			}
			Node<K, V> node = search(head, key, hash);
			if (node != null) {
				V present = value(node);
				if (present != null && (onlyIfAbsent || exchange(node, present, value))) {
					return present;
				}
				continue;
			}
			fresh = (fresh != null) ? fresh : nodes().create(key, hash, value);
			if (link(slots, index, head, fresh)) {
				Reference.reachabilityFence(value);
				return null;
			}
		}
	}

	/**
	 * Whether entries expire, so that writing the same value again makes a difference.
	 */
	final boolean expires() {
		return this.expires;
	}

	final @Nullable Node<K, V> find(Object key, int hash) {
		return search(head(hash), key, hash);
	}

	private @Nullable Node<K, V> live(Object key) {
		int hash = hash(key);
		Node<K, V> node = find(key, hash);
		Node<K, V> dead = null;
		while (node != null && node != dead && !node.isLive()) {
			dead = node;
			node = find(key, hash);
		}
		if (node != null && node != dead) {
			return node;
		}
		helpReading();
		return null;
	}

	/**
	 * The value of a node that was found; a dead one is taken out. That says nothing of
	 * the key: the node may have had a successor when it died, so search again.
	 */
	private @Nullable V value(Node<K, V> node) {
		V value = node.value();
		if (value == null) {
			discard(node);
		}
		return value;
	}

	/**
	 * Read again after no node was found, or one that is dead, without taking that out:
	 * only if it still is the node of its key, the key has no value.
	 */
	final @Nullable V getAgain(@Nullable Node<K, V> found, Object key, int hash) {
		helpReading();
		Node<K, V> dead = found;
		for (Node<K, V> node = (found != null) ? find(key, hash) : null; node != null
				&& node != dead; node = find(key, hash)) {
			V value = node.value();
			if (value != null) {
				return value;
			}
			dead = node;
		}
		return null;
	}

	private static boolean equal(@Nullable Object given, Object present) {
		return given == present || (given != null && given.equals(present));
	}

	private static void requireEntry(@Nullable Object key, @Nullable Object value) {
		Objects.requireNonNull(key, NULL_KEY);
		Objects.requireNonNull(value, NULL_VALUE);
	}

}
