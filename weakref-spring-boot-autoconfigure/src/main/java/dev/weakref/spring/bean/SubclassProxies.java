package dev.weakref.spring.bean;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.springframework.aot.AotDetector;
import org.springframework.cglib.core.CodeGenerationException;
import org.springframework.cglib.core.NamingPolicy;
import org.springframework.cglib.core.Predicate;
import org.springframework.cglib.proxy.Callback;
import org.springframework.cglib.proxy.Enhancer;
import org.springframework.cglib.proxy.Factory;
import org.springframework.cglib.proxy.MethodInterceptor;
import org.springframework.cglib.proxy.MethodProxy;
import org.springframework.objenesis.SpringObjenesis;

/**
 * Creates subclasses whose instances send all calls to a handler, by Spring's own copies
 * of CGLIB and Objenesis. In an application that was processed ahead of time they are
 * those that were created then.
 */
final class SubclassProxies {

	private final SpringObjenesis objenesis = new SpringObjenesis();

	private final NamingPolicy names;

	/**
	 * Creates an instance.
	 * @param purpose the purpose of its subclasses, which becomes part of their names
	 */
	SubclassProxies(String purpose) {
		this.names = new Names("$$" + purpose + "$$");
	}

	/**
	 * Returns the subclass of a class, which is created the first time.
	 * @param type the class
	 * @param interfaces further interfaces of the subclass
	 * @return the subclass
	 * @throws IllegalArgumentException if no subclass is possible
	 */
	Class<?> subclass(Class<?> type, Class<?>... interfaces) {
		if (Modifier.isFinal(type.getModifiers()) || type.isSealed()) {
			throw new IllegalArgumentException(type.getName()
					+ " is final or sealed, so there can be no proxy of it. Ask for a proxy of an interface of it");
		}
		Enhancer enhancer = new Enhancer();
		enhancer.setSuperclass(type);
		enhancer.setInterfaces(interfaces);
		enhancer.setNamingPolicy(this.names);
		enhancer.setAttemptLoad(AotDetector.useGeneratedArtifacts());
		enhancer.setCallbackType(HandlerCallback.class);
		try {
			return enhancer.createClass();
		}
		catch (CodeGenerationException | IllegalArgumentException | LinkageError ex) {
			throw new IllegalArgumentException("There can be no proxy of " + type.getName() + " with the interfaces "
					+ Arrays.toString(interfaces), ex);
		}
	}

	/**
	 * Creates an object without running a constructor.
	 * @param subclass its class
	 * @param handler handles its calls
	 * @return the object
	 */
	Object create(Class<?> subclass, InvocationHandler handler) {
		Object proxy = this.objenesis.newInstance(subclass, true);
		((Factory) proxy).setCallbacks(new Callback[] { new HandlerCallback(handler) });
		return proxy;
	}

	private static final class HandlerCallback implements MethodInterceptor {

		private final InvocationHandler handler;

		HandlerCallback(InvocationHandler handler) {
			this.handler = handler;
		}

		@Override
		public @Nullable Object intercept(Object proxy, Method method, Object[] arguments, MethodProxy superMethod)
				throws Throwable {
			return isFinalize(method) ? null : this.handler.invoke(proxy, method, arguments);
		}

		/**
		 * Returns whether a call is the finalization of the proxy, which must not
		 * finalize the object: that is finalized itself.
		 */
		private static boolean isFinalize(Method method) {
			return method.getParameterCount() == 0 && method.getName().equals("finalize");
		}

	}

	/**
	 * Names that are the same in each run, and different from those of Spring's own
	 * subclasses of the same class.
	 *
	 * @param infix what follows the name of the class
	 */
	private record Names(String infix) implements NamingPolicy {

		@Override
		public String getClassName(@Nullable String prefix, String source, Object key, Predicate taken) {
			String name = ((prefix == null || prefix.startsWith("java")) ? "$" + prefix : prefix) + this.infix;
			int index = 0;
			while (taken.evaluate(name + index)) {
				index++;
			}
			return name + index;
		}

	}

}
