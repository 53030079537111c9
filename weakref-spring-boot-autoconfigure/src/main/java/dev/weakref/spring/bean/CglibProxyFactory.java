package dev.weakref.spring.bean;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.util.Arrays;

import dev.weakref.reference.ClassProxyFactory;

import org.springframework.cglib.core.CodeGenerationException;
import org.springframework.cglib.core.SpringNamingPolicy;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.objenesis.SpringObjenesis;

/**
 * Makes proxies of classes by means of Spring's own copies of CGLIB and Objenesis.
 */
public final class CglibProxyFactory implements ClassProxyFactory {

	private final SpringObjenesis objenesis = new SpringObjenesis();

	@Override
	public <T> T create(Class<T> type, Class<?>[] interfaces, InvocationHandler handler) {
		if (Modifier.isFinal(type.getModifiers()) || type.isSealed()) {
			throw new IllegalArgumentException(type.getName()
					+ " is final or sealed, so there can be no proxy of it. Ask for a proxy of an interface of it");
		}
		MethodInterceptor callback = (proxy, method, arguments, superMethod) -> handler.invoke(proxy, method,
				arguments);
		Enhancer enhancer = new Enhancer();
		enhancer.setSuperclass(type);
		enhancer.setInterfaces(interfaces);
		enhancer.setNamingPolicy(SpringNamingPolicy.INSTANCE);
		enhancer.setCallbackType(MethodInterceptor.class);
		try {
			Class<?> proxyClass = enhancer.createClass();
			Object proxy = this.objenesis.newInstance(proxyClass, true);
			((Factory) proxy).setCallbacks(new org.springframework.cglib.proxy.Callback[] { callback });
			return type.cast(proxy);
		}
		catch (CodeGenerationException ex) {
			throw new IllegalArgumentException("There can be no proxy of " + type.getName() + " with the interfaces "
					+ Arrays.toString(interfaces), ex);
		}
	}

}
