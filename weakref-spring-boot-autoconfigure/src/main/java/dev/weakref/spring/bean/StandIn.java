package dev.weakref.spring.bean;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Passes the calls of a proxy on to the bean behind it.
 */
final class StandIn implements InvocationHandler {

	private static final Object[] NONE = {};

	private final Object bean;

	StandIn(Object bean) {
		this.bean = bean;
	}

	/**
	 * The proxy is in use until the call has returned, even if nobody holds it any more.
	 */
	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		@Nullable Object[] given = (arguments != null) ? arguments : NONE;
		try {
			if (ReflectionUtils.isEqualsMethod(method)) {
				return this.bean.equals(behind(given[0]));
			}
			Object result = AopUtils.invokeJoinpointUsingReflection(this.bean, method, given);
			return (result == this.bean && method.getReturnType().isInstance(proxy)) ? proxy : result;
		}
		finally {
			Reference.reachabilityFence(proxy);
		}
	}

	private static @Nullable Object behind(@Nullable Object object) {
		return (object != null && SubclassProxies.handler(object) instanceof StandIn standIn) ? standIn.bean : object;
	}

}
