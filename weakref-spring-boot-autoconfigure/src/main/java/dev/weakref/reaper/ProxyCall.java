package dev.weakref.reaper;

import java.lang.reflect.Method;

import org.jspecify.annotations.Nullable;

/**
 * A call that a proxy of this library passes on. Not for use by applications.
 * <p>
 * A proxy of a class is an instance of the class without the values of its fields, so the
 * code of that class, which may read the fields of its arguments, is given the object
 * behind an argument that is a proxy of the same class, of a superclass or of a subclass.
 * This holds for arguments by themselves and for those in an array of variable arguments.
 * The caller that gets such an object back as the result gets its proxy instead.
 */
public final class ProxyCall {

	private static final Object[] NONE = {};

	private final Class<?> code;

	private final @Nullable Object[] given;

	private @Nullable Object[] arguments;

	/**
	 * Look at the arguments of a call.
	 * @param target the object that is called
	 * @param method the method
	 * @param arguments the arguments as the caller gave them
	 * @throws IllegalStateException if one is a weak proxy whose object has been
	 * collected but is needed
	 */
	public ProxyCall(Object target, Method method, @Nullable Object @Nullable [] arguments) {
		Class<?> declaring = method.getDeclaringClass();
		this.code = declaring.isInterface() ? target.getClass() : declaring;
		this.given = (arguments != null) ? arguments : NONE;
		this.arguments = this.given;
		Class<?>[] types = method.getParameterTypes();
		for (int i = 0; i < types.length; i++) {
			Object argument = this.given[i];
			Object opened = (method.isVarArgs() && i == types.length - 1 && argument instanceof Object[] several)
					? openAll(several) : open(argument, types[i]);
			if (opened != argument) {
				this.arguments = (this.arguments == this.given) ? this.given.clone() : this.arguments;
				this.arguments[i] = opened;
			}
		}
	}

	/**
	 * The arguments to call the object with.
	 * @return the arguments
	 */
	public @Nullable Object[] arguments() {
		return this.arguments;
	}

	/**
	 * What the caller gets.
	 * @param result the result of the object
	 * @return the argument that the caller gave if the result is the object behind it,
	 * otherwise the result
	 */
	public @Nullable Object result(@Nullable Object result) {
		if (result != null && this.arguments != this.given) {
			for (int i = 0; i < this.given.length; i++) {
				Object proxy = proxy(result, this.arguments[i], this.given[i]);
				if (proxy != null) {
					return proxy;
				}
			}
		}
		return result;
	}

	private static @Nullable Object proxy(Object result, @Nullable Object argument, @Nullable Object given) {
		if (argument == given) {
			return null;
		}
		if (argument instanceof Object[] several && given instanceof Object[] givenOnes) {
			for (int i = 0; i < several.length; i++) {
				if (several[i] == result) {
					return givenOnes[i];
				}
			}
			return null;
		}
		return (argument == result) ? given : null;
	}

	private Object openAll(@Nullable Object[] several) {
		@Nullable Object[] all = several;
		for (int i = 0; i < several.length; i++) {
			Object opened = open(several[i], several.getClass().getComponentType());
			if (opened != several[i]) {
				all = (all == several) ? several.clone() : all;
				all[i] = opened;
			}
		}
		return all;
	}

	private @Nullable Object open(@Nullable Object argument, Class<?> parameter) {
		OwnProxies.Handler handler = (argument instanceof OwnProxies.OfClass) ? OwnProxies.handler(argument) : null;
		if (argument == null || handler == null || handler.type().isInterface() || !reads(handler.type(), parameter)) {
			return argument;
		}
		Object instance = OwnProxies.instance(argument);
		return parameter.isInstance(instance) ? instance : argument;
	}

	/**
	 * Whether the code that is called may read the private fields of an argument: those
	 * of the type that it knows the argument by.
	 */
	private boolean reads(Class<?> proxied, Class<?> parameter) {
		Class<?> known = (parameter.isInterface() || parameter == Object.class) ? proxied : parameter;
		return this.code != Object.class && (known.isAssignableFrom(this.code) || this.code.isAssignableFrom(known));
	}

}
