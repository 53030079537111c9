package dev.weakref.collection;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;

import org.jspecify.annotations.Nullable;

/**
 * A concurrent set that does not keep its elements alive.
 * <p>
 * {@link #identity()} compares elements by {@code ==}, {@link #equality()} by
 * {@code equals}. {@link #add} does not add an object that equals an element of the set,
 * so the set has an equal element only as long as the first of these objects is live. The
 * set operations return new weak sets of the same kind, which shrink as elements are
 * collected, and change neither operand. If both operands have an equal element, the
 * result has the element of this set. {@link #addAll}, {@link #retainAll},
 * {@link #removeAll} and {@link #toggleAll} change this set. All of these methods, and
 * the comparisons, compare elements as this set does, and hold the elements of the
 * argument only during the call.
 * <p>
 * {@link #equals} follows {@link Set}: another set is equal if it has as many elements
 * and this set {@linkplain #contains contains} each of them. So a set that compares by
 * {@code ==} can be unequal to a set that is equal to it, as in {@link IdentityHashMap}.
 * <p>
 * Iterators are weakly consistent and hold the next element strongly. {@link #size()}
 * counts live elements in O(capacity), {@link #estimatedSize()} returns an upper bound in
 * O(1). Elements must not be {@code null}: {@link #add}, {@link #remove} and
 * {@link #contains} throw a {@link NullPointerException}. If an argument contains
 * {@code null}, comparisons and removals ignore it, and operations that would add it
 * throw a {@link NullPointerException} before they add any element.
 *
 * @param <E> the type of elements
 */
public final class WeakSet<E> extends AbstractSet<E> {

	private final ReferenceMap<E, Boolean> elements;

	private final ReferenceMapBuilder<E, Boolean> options;

	WeakSet(ReferenceMapBuilder<E, Boolean> options) {
		this.elements = options.build();
		this.options = options.unattached();
	}

	/**
	 * Returns an empty set that compares elements by {@code ==}. Its {@link #equals} is
	 * not symmetric to that of sets that compare by {@code equals}.
	 * @param <E> the type of elements
	 * @return the set
	 */
	public static <E> WeakSet<E> identity() {
		return new WeakSet<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.IDENTITY));
	}

	/**
	 * Returns an empty set that compares elements by {@code equals}.
	 * @param <E> the type of elements
	 * @return the set
	 */
	public static <E> WeakSet<E> equality() {
		return new WeakSet<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.EQUALS));
	}

	@Override
	public boolean add(E element) {
		return this.elements.putIfAbsent(required(element), Boolean.TRUE) == null;
	}

	@Override
	public boolean contains(Object element) {
		return this.elements.containsKey(required(element));
	}

	@Override
	public boolean remove(Object element) {
		return this.elements.remove(required(element)) != null;
	}

	/**
	 * Removes an element that must be present.
	 * @param element the element
	 * @throws NoSuchElementException if it is not present
	 */
	public void removeRequired(E element) {
		if (!remove(element)) {
			throw new NoSuchElementException("There is no live element equal to the one given");
		}
	}

	/**
	 * Removes one element, the first one of an iterator. O(capacity).
	 * @return the element
	 * @throws NoSuchElementException if the set is empty
	 */
	public E pop() {
		for (E element : this) {
			if (remove(element)) {
				return element;
			}
		}
		throw new NoSuchElementException("There is no live element");
	}

	@Override
	public Iterator<E> iterator() {
		return this.elements.keySet().iterator();
	}

	@Override
	public Spliterator<E> spliterator() {
		return this.elements.keySet().spliterator();
	}

	/**
	 * Adds elements. If one of them is {@code null}, none is added.
	 * @param others the elements
	 * @return whether an element was added
	 */
	@Override
	public boolean addAll(Collection<? extends E> others) {
		requireNonNull(others).forEach(WeakSet::required);
		return super.addAll(others);
	}

	@Override
	public boolean containsAll(Collection<?> others) {
		return requireNonNull(others).stream().allMatch(this::isElement);
	}

	/**
	 * Removes elements, compared as this set compares them.
	 * @param others the elements
	 * @return whether an element was removed
	 */
	@Override
	public boolean removeAll(Collection<?> others) {
		boolean changed = false;
		for (Object element : asSet(others)) {
			changed |= element != null && remove(element);
		}
		return changed;
	}

	/**
	 * Removes the elements that another collection does not have. Elements are compared
	 * as this set compares them.
	 * @param others the elements to keep
	 * @return whether an element was removed
	 */
	@Override
	public boolean retainAll(Collection<?> others) {
		return super.retainAll(asSet(others));
	}

	/**
	 * Removes the elements that this set has in common with another collection, and adds
	 * its other elements: the symmetric difference in place. An element that occurs twice
	 * counts once.
	 * @param others the other collection
	 * @return whether an element was added or removed
	 */
	public boolean toggleAll(Iterable<? extends E> others) {
		boolean changed = false;
		Set<E> toggled = asSet(others);
		toggled.forEach(WeakSet::required);
		for (E element : toggled) {
			changed |= remove(element) || add(element);
		}
		return changed;
	}

	@Override
	public int size() {
		return this.elements.size();
	}

	@Override
	public boolean isEmpty() {
		return this.elements.isEmpty();
	}

	@Override
	public void clear() {
		this.elements.clear();
	}

	/**
	 * Returns the elements of this set and of another collection.
	 * @param others the other collection
	 * @return a new set
	 */
	public WeakSet<E> union(Iterable<? extends E> others) {
		WeakSet<E> union = copy();
		requireNonNull(others).forEach(union::add);
		return union;
	}

	/**
	 * Returns the elements that are in another collection too.
	 * @param others the other collection
	 * @return a new set
	 */
	public WeakSet<E> intersection(Iterable<? extends E> others) {
		WeakSet<E> intersection = copy();
		Set<E> retained = asSet(others);
		intersection.removeIf((element) -> !retained.contains(element));
		return intersection;
	}

	/**
	 * Returns the elements that are not in another collection.
	 * @param others the other collection
	 * @return a new set
	 */
	public WeakSet<E> difference(Iterable<? extends E> others) {
		WeakSet<E> difference = copy();
		difference.removeAll(asSet(others));
		return difference;
	}

	/**
	 * Returns the elements that are either in this set or in another collection, but not
	 * in both.
	 * @param others the other collection
	 * @return a new set
	 */
	public WeakSet<E> symmetricDifference(Iterable<? extends E> others) {
		WeakSet<E> difference = copy();
		difference.toggleAll(others);
		return difference;
	}

	/**
	 * Returns whether no element is in another collection.
	 * @param others the other collection
	 * @return whether the two have no element in common
	 */
	public boolean isDisjoint(Iterable<? extends E> others) {
		return asSet(others).stream().noneMatch(this::isElement);
	}

	/**
	 * Returns whether every element is in another collection too.
	 * @param others the other collection
	 * @return whether it contains this set
	 */
	public boolean isSubsetOf(Iterable<? extends E> others) {
		return asSet(others).containsAll(this);
	}

	/**
	 * Returns whether every element of another collection is in this set.
	 * @param others the other collection
	 * @return whether this set contains it
	 */
	public boolean isSupersetOf(Iterable<? extends E> others) {
		return containsAll(asSet(others));
	}

	/**
	 * Returns whether every element is in another collection that has further elements.
	 * @param others the other collection
	 * @return whether it contains this set and more
	 */
	public boolean isStrictSubsetOf(Iterable<? extends E> others) {
		Set<E> all = asSet(others);
		return all.containsAll(this) && !containsAll(all);
	}

	/**
	 * Returns whether every element of another collection is in this set, which has
	 * further elements.
	 * @param others the other collection
	 * @return whether this set contains it and more
	 */
	public boolean isStrictSupersetOf(Iterable<? extends E> others) {
		Set<E> all = asSet(others);
		return containsAll(all) && !all.containsAll(this);
	}

	/**
	 * Returns a new set of the same kind with the live elements. The same reaper drains
	 * it, if there is one. O(capacity).
	 * @return the copy
	 */
	public WeakSet<E> copy() {
		WeakSet<E> copy = new WeakSet<>(this.options);
		copy.addAll(this);
		return copy;
	}

	/**
	 * Returns the number of elements, including dead ones that have not been drained.
	 * O(1).
	 * @return an upper bound of {@link #size()}
	 */
	public long estimatedSize() {
		return this.elements.estimatedSize();
	}

	/**
	 * Returns the number of elements that were collected. O(1).
	 * @return the number since the set was made
	 */
	public long collectedCount() {
		return this.elements.collectedCount();
	}

	/**
	 * Removes the dead elements that the JVM has handed over so far. O(dead).
	 */
	public void cleanUp() {
		this.elements.cleanUp();
	}

	ReferenceMap<E, Boolean> elements() {
		return this.elements;
	}

	/**
	 * Returns the elements of a collection in a set that compares like this one.
	 */
	private <T> Set<T> asSet(Iterable<? extends T> elements) {
		Set<T> set = (this.options.keyEquality == KeyEquality.IDENTITY)
				? Collections.newSetFromMap(new IdentityHashMap<>()) : new LinkedHashSet<>();
		requireNonNull(elements).forEach(set::add);
		return set;
	}

	private boolean isElement(@Nullable Object element) {
		return element != null && contains(element);
	}

	private static <T> T required(@Nullable T element) {
		return Objects.requireNonNull(element, "'element' must not be null");
	}

	private static <T> T requireNonNull(T others) {
		return Objects.requireNonNull(others, "'others' must not be null");
	}

}
