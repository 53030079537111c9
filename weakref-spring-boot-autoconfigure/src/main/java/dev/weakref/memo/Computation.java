package dev.weakref.memo;

import org.jspecify.annotations.Nullable;

/**
 * Computes a result to remember.
 *
 * @param <R> the type of the result
 * @param <X> what it may throw
 */
@FunctionalInterface
public interface Computation<R, X extends Throwable> {

	/**
	 * Computes the result, on the thread that asks first. Threads that ask for the same
	 * arguments meanwhile wait for the result.
	 * @return the result, which may be {@code null}
	 * @throws X the exception, which reaches all callers that wait and is not remembered
	 */
	@Nullable R compute() throws X;

}
