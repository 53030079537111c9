package dev.weakref.spring.bean;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;

import dev.weakref.Internal;
import dev.weakref.reference.ClassProxyFactory;

/**
 * Creates proxies of classes by Spring's own copies of CGLIB and Objenesis.
 *
 * @hidden
 */
@Internal
public final class CglibProxyFactory implements ClassProxyFactory {

	private final SubclassProxies proxies = new SubclassProxies("WeakProxy");

	@Override
	public <T> T create(Class<T> type, Class<?>[] interfaces, InvocationHandler handler) {
		Field field = ReachableFields.find(type);
		if (field != null) {
			throw new IllegalArgumentException("The field '" + field.getName() + "' of "
					+ field.getDeclaringClass().getName() + " is " + ReachableFields.visibility(field)
					+ ", and a proxy has none of its values. Make the field private and give it a method, or ask for a "
					+ "proxy of an interface of it");
		}
		return type.cast(this.proxies.create(this.proxies.subclass(type, interfaces), handler));
	}

}
