package dev.weakref.spring.event;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.util.ReflectionUtils;

/**
 * What the multicaster knows of an annotated method: Spring's own adapter, which finds
 * argument and condition once for an event, and here calls the method on each instance.
 */
final class WeakMethodListener extends ApplicationListenerMethodAdapter {

	private final Channel<MethodCall> channel;

	private final Method method;

	WeakMethodListener(String beanName, Class<?> targetClass, Method method, MethodChannel instances) {
		super(beanName, targetClass, method);
		this.channel = instances.channel;
		this.method = getTargetMethod();
		ReflectionUtils.makeAccessible(this.method);
		instances.known();
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!this.channel.isEmpty()) {
			super.onApplicationEvent(event);
		}
	}

	@Override
	protected @Nullable Object doInvoke(@Nullable Object... arguments) {
		this.channel.deliver(new MethodCall(this, arguments));
		return null;
	}

	void call(Object instance, @Nullable Object[] arguments) {
		Object result = ReflectionUtils.invokeMethod(this.method, instance, arguments);
		if (result != null) {
			handleResult(result);
		}
	}

}
