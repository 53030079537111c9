package dev.weakref.reference;

import java.lang.reflect.InvocationHandler;

/**
 * Creates weak proxies of classes, which the JVM itself cannot create.
 */
@FunctionalInterface
public interface ClassProxyFactory {

	/**
	 * Creates an object of a subclass, without running a constructor, that sends all
	 * calls it can to a handler.
	 * @param type the class
	 * @param interfaces further interfaces of the result, one of the library's own among
	 * them
	 * @param handler the handler
	 * @param <T> the type of the class
	 * @return the proxy
	 * @throws IllegalArgumentException if the class cannot have subclasses or has fields
	 * that other classes can write
	 */
	<T> T create(Class<T> type, Class<?>[] interfaces, InvocationHandler handler);

}
