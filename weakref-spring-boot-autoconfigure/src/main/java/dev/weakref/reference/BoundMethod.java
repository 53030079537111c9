package dev.weakref.reference;

import org.jspecify.annotations.Nullable;

/**
 * A {@link java.lang.reflect.Method} together with its receiver.
 */
@FunctionalInterface
public interface BoundMethod {

	/**
	 * Calls the method.
	 * @param arguments its arguments
	 * @return what it returns, or {@code null} for a {@code void} method
	 * @throws Throwable the exception of the method, not wrapped
	 */
	@Nullable Object invoke(@Nullable Object... arguments) throws Throwable;

}
