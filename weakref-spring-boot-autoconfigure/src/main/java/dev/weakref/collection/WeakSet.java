package dev.weakref.collection;

import java.util.AbstractSet;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Spliterator;

/**
 * A concurrent set that does not keep its elements alive.
 * <p>
 * {@link #identity()} compares elements by {@code ==}, {@link #equality()} by
 * {@code equals}: an element that equals one in the set is not added, so membership ends
 * with the one that came first. The set operations return new weak sets of the same kind,
 * which shrink as elements go, and leave both operands alone; where both have an equal
 * element, the result has that of this set.
 * <p>
 * Iterators are weakly consistent and hold the next element strongly. {@link #size()}
 * counts live elements in O(capacity), {@link #estimatedSize()} gives an upper bound in
 * O(1). Elements must not be {@code null}.
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
	 * An empty set that compares elements by {@code ==}.
	 * @param <E> the type of elements
	 * @return the set
	 */
	public static <E> WeakSet<E> identity() {
		return new WeakSet<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.IDENTITY));
	}

	/**
	 * An empty set that compares elements by {@code equals}.
	 * @param <E> the type of elements
	 * @return the set
	 */
	public static <E> WeakSet<E> equality() {
		return new WeakSet<>(new ReferenceMapBuilder<>(References.WEAK_KEYS, KeyEquality.EQUALS));
	}

	@Override
	public boolean add(E element) {
		return this.elements.putIfAbsent(element, Boolean.TRUE) == null;
	}

	@Override
	public boolean contains(Object element) {
		return this.elements.containsKey(element);
	}

	@Override
	public boolean remove(Object element) {
		return this.elements.remove(element) != null;
	}

	/**
	 * Remove an element that has to be there.
	 * @param element the element
	 * @throws NoSuchElementException if it is not
	 */
	public void removeRequired(E element) {
		if (!remove(element)) {
			throw new NoSuchElementException("There is no live element equal to the one given");
		}
	}

	/**
	 * Remove one element, whichever comes first. O(capacity).
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
	 * Remove elements, compared as this set compares them.
	 * @param others the elements; must not contain {@code null}
	 * @return whether there was any of them
	 */
	@Override
	public boolean removeAll(Collection<?> others) {
		return this.elements.keySet().removeAll(others);
	}

	/**
	 * Remove all elements but some, compared as this set compares them.
	 * @param others the elements to leave
	 * @return whether anything was removed
	 */
	@Override
	public boolean retainAll(Collection<?> others) {
		return super.retainAll(asSet(others));
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
	 * The elements of this set and of another collection.
	 * @param other the other collection
	 * @return a new set
	 */
	public WeakSet<E> union(Iterable<? extends E> other) {
		WeakSet<E> union = copy();
		other.forEach(union::add);
		return union;
	}

	/**
	 * The elements that are in another collection too.
	 * @param other the other collection
	 * @return a new set
	 */
	public WeakSet<E> intersection(Iterable<? extends E> other) {
		WeakSet<E> intersection = copy();
		Set<E> others = asSet(other);
		intersection.removeIf((element) -> !others.contains(element));
		return intersection;
	}

	/**
	 * The elements that are not in another collection.
	 * @param other the other collection
	 * @return a new set
	 */
	public WeakSet<E> difference(Iterable<? extends E> other) {
		WeakSet<E> difference = copy();
		other.forEach(difference::remove);
		return difference;
	}

	/**
	 * The elements that are in one of this set and another collection, but not in both.
	 * @param other the other collection
	 * @return a new set
	 */
	public WeakSet<E> symmetricDifference(Iterable<? extends E> other) {
		WeakSet<E> difference = copy();
		for (E element : asSet(other)) {
			if (!difference.remove(element)) {
				difference.add(element);
			}
		}
		return difference;
	}

	/**
	 * Whether no element is in another collection.
	 * @param other the other collection
	 * @return whether the two have nothing in common
	 */
	public boolean isDisjoint(Iterable<? extends E> other) {
		for (E element : other) {
			if (contains(element)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * Whether every element is in another collection too.
	 * @param other the other collection
	 * @return whether it contains this set
	 */
	public boolean isSubsetOf(Iterable<? extends E> other) {
		return asSet(other).containsAll(this);
	}

	/**
	 * Whether every element of another collection is in this set.
	 * @param other the other collection
	 * @return whether this set contains it
	 */
	public boolean isSupersetOf(Iterable<? extends E> other) {
		for (E element : other) {
			if (!contains(element)) {
				return false;
			}
		}
		return true;
	}

	/**
	 * A new set of the same kind with the live elements, drained by the same reaper if
	 * there is one. O(capacity).
	 * @return the copy
	 */
	public WeakSet<E> copy() {
		WeakSet<E> copy = new WeakSet<>(this.options);
		copy.addAll(this);
		return copy;
	}

	/**
	 * How many elements there are, counting dead ones that have not been drained. O(1).
	 * @return an upper bound of {@link #size()}
	 */
	public long estimatedSize() {
		return this.elements.estimatedSize();
	}

	/**
	 * How many elements have gone because the collector cleared them. O(1).
	 * @return the number so far
	 */
	public long collectedCount() {
		return this.elements.collectedCount();
	}

	/**
	 * Remove all dead elements that the JVM has handed over so far. O(dead).
	 */
	public void cleanUp() {
		this.elements.cleanUp();
	}

	ReferenceMap<E, Boolean> elements() {
		return this.elements;
	}

	TableView view() {
		return this.elements.view();
	}

	/**
	 * The elements of a collection as a set that compares like this one, and holds them.
	 */
	private <T> Set<T> asSet(Iterable<? extends T> elements) {
		Set<T> set = (this.options.keyEquality == KeyEquality.IDENTITY)
				? Collections.newSetFromMap(new IdentityHashMap<>()) : new LinkedHashSet<>();
		elements.forEach(set::add);
		return set;
	}

}
