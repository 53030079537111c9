package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.lang.reflect.Method;

import dev.weakref.reference.ProxyCall;
import dev.weakref.suitability.OwnProxies;
import dev.weakref.spring.BeanInstances;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Forwards the calls of a proxy to its bean.
 */
final class BeanProxyHandler implements OwnProxies.Handler {

	private final Class<?> type;

	private final Object bean;

	BeanProxyHandler(Class<?> type, Object bean) {
		this.type = type;
		this.bean = bean;
	}

	/**
	 * Forwards a call. The proxy is in use until the call has returned, even if it is not
	 * held any more.
	 */
	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		if (method.getDeclaringClass() == OwnProxies.OfClass.class) {
			return this;
		}
		try {
			if (arguments != null && ReflectionUtils.isEqualsMethod(method)) {
				return this.bean.equals(OwnProxies.compared(arguments[0]));
			}
			ProxyCall call = new ProxyCall(this.bean, method, arguments);
			Object result = AopUtils.invokeJoinpointUsingReflection(this.bean, method, call.arguments());
			return (result == this.bean && method.getReturnType().isInstance(proxy)) ? proxy : call.result(result);
		}
		finally {
			Reference.reachabilityFence(proxy);
			Reference.reachabilityFence(arguments);
		}
	}

	@Override
	public Class<?> type() {
		return this.type;
	}

	/**
	 * Returns false: a reference to the proxy refers to the proxy, which users hold.
	 */
	@Override
	public boolean isWeak() {
		return false;
	}

	@Override
	public Object target() {
		return this.bean;
	}

	@Override
	public Object instance() {
		return BeanInstances.withoutProxies(this.bean);
	}

	@Override
	public Object compared() {
		return this.bean;
	}

}
