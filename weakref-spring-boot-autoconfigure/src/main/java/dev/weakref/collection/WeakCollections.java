package dev.weakref.collection;

import java.util.Objects;

import dev.weakref.Kind;
import dev.weakref.directory.Directory;
import dev.weakref.directory.DirectoryHolder;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.directory.MutableDirectory;
import dev.weakref.reaper.Reaper;

/**
 * Makes weak collections that a reaper drains. Endpoint and meters show those that have a
 * name.
 * <p>
 * A collection with a name is shown until it is {@linkplain Directory#remove removed} or
 * collected. This class does not keep it alive, so the caller must hold it. Names are
 * unique among all kinds of collections: each method that takes a name throws a
 * {@link DuplicateNameException} for a name that is in use, and a
 * {@link dev.weakref.directory.BlankNameException} for a name that is empty or consists
 * of white space. Copies and the results of set operations have no name; the same reaper
 * drains them. Safe for use by any number of threads.
 */
public final class WeakCollections implements DirectoryHolder {

	private final MutableDirectory<ManagedCollection> directory;

	private final Reaper reaper;

	/**
	 * Creates an instance without collections.
	 * @param reaper drains the collections
	 */
	public WeakCollections(Reaper reaper) {
		this.directory = new MutableDirectory<>(reaper);
		this.reaper = reaper;
	}

	/**
	 * Makes a map with weak keys.
	 * @param name its name
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map, which the caller must hold
	 */
	public <K, V> WeakKeyMap<K, V> weakKeyMap(String name, KeyEquality keyEquality) {
		WeakKeyMap<K, V> map = weakKeyMap(keyEquality);
		show(map, new CollectionView(name, Kind.WEAK_KEY_MAP, map.table.view(), null));
		return map;
	}

	/**
	 * Makes a map with weak keys and without a name.
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map
	 */
	public <K, V> WeakKeyMap<K, V> weakKeyMap(KeyEquality keyEquality) {
		return new WeakKeyMap<>(options(References.WEAK_KEYS, keyEquality));
	}

	/**
	 * Makes a map with weak values.
	 * @param name its name
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map, which the caller must hold
	 */
	public <K, V> WeakValueMap<K, V> weakValueMap(String name, KeyEquality keyEquality) {
		WeakValueMap<K, V> map = weakValueMap(keyEquality);
		show(map, new CollectionView(name, Kind.WEAK_VALUE_MAP, map.table.view(), null));
		return map;
	}

	/**
	 * Makes a map with weak values and without a name.
	 * @param keyEquality when two keys are the same
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return an empty map
	 */
	public <K, V> WeakValueMap<K, V> weakValueMap(KeyEquality keyEquality) {
		return new WeakValueMap<>(options(References.WEAK_VALUES, keyEquality));
	}

	/**
	 * Makes a set.
	 * @param name its name
	 * @param equality when two elements are the same
	 * @param <E> the type of elements
	 * @return an empty set, which the caller must hold
	 */
	public <E> WeakSet<E> weakSet(String name, KeyEquality equality) {
		WeakSet<E> set = weakSet(equality);
		show(set, new CollectionView(name, Kind.WEAK_SET, set.elements().table.view(), null));
		return set;
	}

	/**
	 * Makes a set without a name.
	 * @param equality when two elements are the same
	 * @param <E> the type of elements
	 * @return an empty set
	 */
	public <E> WeakSet<E> weakSet(KeyEquality equality) {
		Objects.requireNonNull(equality, "'equality' must not be null");
		return new WeakSet<>(options(References.WEAK_KEYS, equality));
	}

	/**
	 * Makes an interner.
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
	 * Makes an interner without a name.
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
