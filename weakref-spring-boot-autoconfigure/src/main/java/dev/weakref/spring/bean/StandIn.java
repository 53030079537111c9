package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.lang.reflect.Method;

import dev.weakref.reference.ProxyCall;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Passes the calls of a proxy on to the bean behind it.
 */
final class StandIn implements OwnProxies.Handler {

	private final Class<?> type;

	private final Object bean;

	StandIn(Class<?> type, Object bean) {
		this.type = type;
		this.bean = bean;
	}

	/**
	 * The proxy is in use until the call has returned, even if nobody holds it any more.
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
	 * Users hold the proxy: a reference to it is about the proxy.
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
		return instance(this.bean);
	}

	@Override
	public Object compared() {
		return this.bean;
	}

	/**
	 * A bean without the proxies that others have put around it.
	 */
	static Object instance(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? instance(target) : bean;
	}

}
