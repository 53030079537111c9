package dev.weakref.spring.bean;

import java.lang.reflect.InvocationHandler;

import dev.weakref.reference.ClassProxyFactory;

/**
 * Makes proxies of classes by means of Spring's own copies of CGLIB and Objenesis.
 */
public final class CglibProxyFactory implements ClassProxyFactory {

	private final SubclassProxies proxies = new SubclassProxies("WeakProxy");

	@Override
	public <T> T create(Class<T> type, Class<?>[] interfaces, InvocationHandler handler) {
		return type.cast(this.proxies.create(this.proxies.subclass(type, interfaces), handler));
	}

}
