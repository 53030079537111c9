package dev.weakref.spring.event;

import org.jspecify.annotations.Nullable;

/**
 * A call on its way to the instances of a bean.
 *
 * @param listener knows the method
 * @param arguments what to call it with
 */
record MethodCall(WeakMethodListener listener, @Nullable Object[] arguments) {

	static void callOn(Object instance, MethodCall call) {
		call.listener().call(instance, call.arguments());
	}

}
