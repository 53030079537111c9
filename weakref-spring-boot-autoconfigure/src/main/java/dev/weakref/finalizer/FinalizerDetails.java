package dev.weakref.finalizer;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * What was registered: holds the object strongly.
 *
 * @param object the object
 * @param resource what the action works on
 * @param action the action
 * @param <V> the type of the result
 */
public record FinalizerDetails<V extends @Nullable Object>(Object object, Object resource, Function<Object, V> action) {

	/**
	 * Run the action, which changes nothing about the finalizer.
	 * @return its result
	 */
	public V run() {
		return this.action.apply(this.resource);
	}

}
