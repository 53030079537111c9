package dev.weakref.finalizer;

import org.jspecify.annotations.Nullable;

/**
 * A finalizer for all instances of a type, including types that cannot be changed.
 *
 * @param <T> the type of the objects
 * @param <S> the type of the data that is kept of an object
 */
public interface TypeFinalizer<T, S> {

	/**
	 * Returns the type of the objects.
	 * @return the class or interface
	 */
	Class<T> type();

	/**
	 * Returns the data of a new object that will be needed after its collection.
	 * @param object the object, which is initialized
	 * @return the data, which must not reach the object, or {@code null} for no finalizer
	 */
	@Nullable S capture(T object);

	/**
	 * Cleans up after the object. Runs once for each object, as an action of
	 * {@link Finalizers} does.
	 * @param kept the captured data
	 */
	void finish(S kept);

}
