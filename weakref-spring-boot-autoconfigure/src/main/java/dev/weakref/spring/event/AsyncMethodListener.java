package dev.weakref.spring.event;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.context.event.ApplicationListenerMethodAdapter;

/**
 * An annotated method of a singleton that is called on the application's executor.
 */
final class AsyncMethodListener extends ApplicationListenerMethodAdapter {

	private final ListenerCalls calls;

	private final Origin origin;

	AsyncMethodListener(String beanName, Class<?> targetClass, Method method, ListenerCalls calls, Origin origin) {
		super(beanName, targetClass, method);
		this.calls = calls;
		this.origin = origin;
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... arguments) {
		this.calls.later(this.origin, () -> {
			Object result = super.doInvoke(arguments);
			if (result != null) {
				handleResult(result);
			}
		});
		return null;
	}

}
