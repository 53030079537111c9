package dev.weakref.spring.bean;

import java.lang.reflect.Proxy;

import dev.weakref.suitability.OwnProxies;

/**
 * Creates proxies of beans of one type.
 */
final class BeanProxies {

	private final Class<?> type;

	private final SubclassProxies subclasses;

	private final Class<?> proxyClass;

	/**
	 * Creates an instance and the class of its proxies.
	 * @param type a class or interface
	 * @param subclasses creates the proxies if it is a class
	 * @throws IllegalArgumentException if no proxy is possible
	 */
	BeanProxies(Class<?> type, SubclassProxies subclasses) {
		this.type = type;
		this.subclasses = subclasses;
		this.proxyClass = type.isInterface() ? implement(type, new BeanProxyHandler(type, type)).getClass()
				: subclasses.subclass(type, OwnProxies.OfClass.class);
	}

	Class<?> type() {
		return this.type;
	}

	Class<?> proxyClass() {
		return this.proxyClass;
	}

	/**
	 * Creates a proxy.
	 * @param bean a bean of the type
	 */
	Object create(Object bean) {
		BeanProxyHandler handler = new BeanProxyHandler(this.type, bean);
		return this.type.isInterface() ? implement(this.type, handler)
				: this.subclasses.create(this.proxyClass, handler);
	}

	private static Object implement(Class<?> type, BeanProxyHandler handler) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler);
	}

}
