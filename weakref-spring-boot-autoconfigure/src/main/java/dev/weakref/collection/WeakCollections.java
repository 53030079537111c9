package dev.weakref.collection;

import java.util.Objects;

import dev.weakref.Kind;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;

/**
 * Makes weak collections that are drained by the reaper. Those with a name show in
 * endpoint and meters.
 * <p>
 * A collection with a name shows until it is {@linkplain Directory#remove removed}, or
 * until it has been collected itself: nothing here keeps it alive, so the code that makes
 * one must hold it. Names are unique among all kinds of collections; each method that
 * takes a name throws a {@link DuplicateNameException} for one that is taken. Copies,
 * unions and the like of a collection have no name, and are drained by the same reaper.
 * Safe for use by any number of threads.
 */
public final class WeakCollections implements DirectoryHolder {

	private final MutableDirectory<ManagedCollection> directory;

	private final Reaper reaper;

	/**
	 * Create an instance without collections.
	 * @param reaper drains the collections
	 */
	public WeakCollections(Reaper reaper) {
		this.directory = new MutableDirectory<>(reaper);
		this.reaper = reaper;
	}

	/**
	 * Make a map with weak keys.
	 * @param name its name
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map, which the caller must hold
	 */
	public <K, V> WeakKeyMap<K, V> weakKeyMap(String name, KeyEquality keyEquality) {
		WeakKeyMap<K, V> map = weakKeyMap(keyEquality);
		show(map, new CollectionView(name, Kind.WEAK_KEY_MAP, map.view(), null));
		return map;
	}

	/**
	 * Make a map with weak keys without a name, which shows nowhere.
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map
	 */
	public <K, V> WeakKeyMap<K, V> weakKeyMap(KeyEquality keyEquality) {
		ReferenceMapBuilder<K, V> options = options(References.WEAK_KEYS, keyEquality);
		return (keyEquality == KeyEquality.IDENTITY) ? new IdentityWeakKeyMap<>(options)
				: new EqualWeakKeyMap<>(options);
	}

	/**
	 * Make a map with weak values.
	 * @param name its name
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map, which the caller must hold
	 */
	public <K, V> WeakValueMap<K, V> weakValueMap(String name, KeyEquality keyEquality) {
		WeakValueMap<K, V> map = weakValueMap(keyEquality);
		show(map, new CollectionView(name, Kind.WEAK_VALUE_MAP, map.view(), null));
		return map;
	}

	/**
	 * Make a map with weak values without a name, which shows nowhere.
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map
	 */
	public <K, V> WeakValueMap<K, V> weakValueMap(KeyEquality keyEquality) {
		ReferenceMapBuilder<K, V> options = options(References.WEAK_VALUES, keyEquality);
		return (keyEquality == KeyEquality.IDENTITY) ? new IdentityKeyWeakValueMap<>(options)
				: new EqualKeyWeakValueMap<>(options);
	}

	/**
	 * Make a set.
	 * @param name its name
	 * @param equality when two elements are the same
	 * @param <E> the type of elements
	 * @return an empty set, which the caller must hold
	 */
	public <E> WeakSet<E> weakSet(String name, KeyEquality equality) {
		WeakSet<E> set = weakSet(equality);
		show(set, new CollectionView(name, Kind.WEAK_SET, set.view(), null));
		return set;
	}

	/**
	 * Make a set without a name, which shows nowhere.
	 * @param equality when two elements are the same
	 * @param <E> the type of elements
	 * @return an empty set
	 */
	public <E> WeakSet<E> weakSet(KeyEquality equality) {
		Objects.requireNonNull(equality, "'equality' must not be null");
		return new WeakSet<>(options(References.WEAK_KEYS, equality));
	}

	/**
	 * Make an interner.
	 * @param name its name
	 * @param <E> the type of objects
	 * @return an empty interner, which the caller must hold
	 */
	public <E> WeakInterner<E> weakInterner(String name) {
		WeakInterner<E> interner = weakInterner();
		show(interner, interner.view(name));
		return interner;
	}

	/**
	 * Make an interner without a name, which shows nowhere.
	 * @param <E> the type of objects
	 * @return an empty interner
	 */
	public <E> WeakInterner<E> weakInterner() {
		return new WeakInterner<>(options(References.WEAK_KEYS, KeyEquality.EQUALS));
	}

	@Override
	public Directory<ManagedCollection> directory() {
		return this.directory;
	}

	private <K, V> ReferenceMapBuilder<K, V> options(References references, KeyEquality keyEquality) {
		return new ReferenceMapBuilder<K, V>(references, keyEquality).reaper(this.reaper);
	}

	private void show(Object collection, CollectionView view) {
		this.directory.add(view.name(), view, collection);
	}

}
