package dev.weakref.spring.bean;

import java.lang.reflect.Proxy;

import dev.weakref.suitability.OwnProxies;

/**
 * Makes the proxies that stand in for beans of one type.
 */
final class StandIns {

	private final Class<?> type;

	private final SubclassProxies subclasses;

	private final Class<?> proxyClass;

	/**
	 * Create an instance.
	 * @param type a class or interface
	 * @param subclasses makes the proxies if it is a class
	 * @throws IllegalArgumentException if there can be no proxy
	 */
	StandIns(Class<?> type, SubclassProxies subclasses) {
		this.type = type;
		this.subclasses = subclasses;
		this.proxyClass = type.isInterface() ? implement(type, new StandIn(type, type)).getClass()
				: subclasses.subclass(type, OwnProxies.OfClass.class);
	}

	Class<?> type() {
		return this.type;
	}

	Class<?> proxyClass() {
		return this.proxyClass;
	}

	/**
	 * Make a proxy.
	 * @param bean the bean, which is of the type
	 */
	Object create(Object bean) {
		StandIn standIn = new StandIn(this.type, bean);
		return this.type.isInterface() ? implement(this.type, standIn)
				: this.subclasses.create(this.proxyClass, standIn);
	}

	private static Object implement(Class<?> type, StandIn standIn) {
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, standIn);
	}

}
