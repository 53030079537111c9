package dev.weakref.collection;

/**
 * What to add up over the values of a {@link ReferenceMap}.
 *
 * @param <V> the type of values
 * @see ReferenceMap#sum
 */
@FunctionalInterface
public interface ValueMeasure<V> {

	/**
	 * Measure a value.
	 * @param value the value
	 * @param live whether its entry is live
	 * @return what to add
	 */
	long of(V value, boolean live);

}
