package dev.weakref.memo;

import org.jspecify.annotations.Nullable;

/**
 * Gives the result that is to be remembered.
 *
 * @param <R> the type of the result
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Computation<R, X extends Throwable> {

	/**
	 * Compute the result. Runs once for equal arguments, on the thread that asks first.
	 * @return the result, which may be {@code null}
	 * @throws X which reaches all who ask meanwhile, and is not remembered
	 */
	@Nullable R compute() throws X;

}
