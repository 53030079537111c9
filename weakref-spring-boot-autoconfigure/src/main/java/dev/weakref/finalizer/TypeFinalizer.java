package dev.weakref.finalizer;

import org.jspecify.annotations.Nullable;

/**
 * What to do after an object of a certain type has been collected: a finalizer for all
 * instances of a class, including those of classes one cannot change.
 *
 * @param <T> the type of the objects
 * @param <S> the type of what is kept of an object
 */
public interface TypeFinalizer<T, S> {

	/**
	 * Which objects are meant.
	 * @return the class or interface
	 */
	Class<T> type();

	/**
	 * Take from a new object what will be needed after its end.
	 * @param object the object, which is initialized
	 * @return what to keep, which must not reach the object, or {@code null} to leave
	 * this object alone
	 */
	@Nullable S capture(T object);

	/**
	 * Do what is to be done after the object's end. Runs once for each object, as an
	 * action of {@link Finalizers} does.
	 * @param kept what was captured
	 */
	void finish(S kept);

}
