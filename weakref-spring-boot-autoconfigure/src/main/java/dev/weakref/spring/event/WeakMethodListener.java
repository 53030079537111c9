package dev.weakref.spring.event;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.util.ReflectionUtils;

/**
 * The one listener that the multicaster knows for an annotated method. It is Spring's
 * adapter, which determines argument and condition once for an event, and calls the
 * method on each instance.
 */
final class WeakMethodListener extends ApplicationListenerMethodAdapter {

	private final MethodListeners instances;

	private final Method method;

	WeakMethodListener(String beanName, Class<?> targetClass, Method method, MethodListeners instances) {
		super(beanName, targetClass, method);
		this.instances = instances;
		this.method = getTargetMethod();
		ReflectionUtils.makeAccessible(this.method);
		instances.known = true;
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!this.instances.isEmpty()) {
			super.onApplicationEvent(event);
		}
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... arguments) {
		this.instances.deliver((instance) -> {
			Object result = ReflectionUtils.invokeMethod(this.method, instance, arguments);
			if (result != null) {
				handleResult(result);
			}
		});
		return null;
	}

}
