package dev.weakref.reference;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import dev.weakref.Internal;
import dev.weakref.suitability.OwnProxies;
import org.jspecify.annotations.Nullable;

/**
 * A call that a proxy of this library passes on.
 * <p>
 * A proxy of a class is an instance of the class, but without the values of the fields.
 * Code of a class may read the fields of its arguments. So if an argument is a proxy of
 * the same class, of a superclass or of a subclass, the method gets the object behind the
 * proxy. This holds for arguments and for elements of arrays, but not for elements of
 * collections. An array with such an element is passed as a copy; elements that the
 * method replaces are replaced in the array of the caller once the method has returned.
 * If the method returns such an object, the caller gets the proxy that it passed.
 *
 * @hidden
 */
@Internal
public final class ProxyCall {

	private static final Object[] NONE = {};

	private final Class<?> code;

	private final @Nullable Object[] given;

	private @Nullable Object[] arguments;

	/** The argument of the caller for each object that is passed, by identity. */
	private @Nullable Map<Object, Object> proxies;

	private @Nullable List<CopiedArray> copies;

	/**
	 * Creates a call. Replaces those proxies among the arguments whose fields the method
	 * may read.
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
			Object opened = (argument instanceof Object[] several) ? openAll(several) : open(argument, types[i]);
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
	 * Returns the object that the caller gets. Replaces in the arrays of the caller the
	 * elements that the method has replaced.
	 * @param result the result of the object
	 * @return the argument that the caller gave if the result is the object behind it,
	 * otherwise the result
	 */
	public @Nullable Object result(@Nullable Object result) {
		if (this.copies != null) {
			this.copies.forEach(this::copyBack);
		}
		return given(result);
	}

	private void copyBack(CopiedArray array) {
		for (int i = 0; i < array.passed.length; i++) {
			if (array.passed[i] != array.before[i]) {
				array.given[i] = given(array.passed[i]);
			}
		}
	}

	private @Nullable Object given(@Nullable Object object) {
		return (object != null && this.proxies != null) ? this.proxies.getOrDefault(object, object) : object;
	}

	private Object openAll(@Nullable Object[] several) {
		Class<?> type = several.getClass().getComponentType();
		if (!type.isArray() && !reads(type, type) && type != Object.class && !type.isInterface()) {
			return several;
		}
		@Nullable Object[] all = several;
		for (int i = 0; i < several.length; i++) {
			Object element = several[i];
			Object opened = (type.isArray() && element instanceof Object[] inner) ? openAll(inner)
					: open(element, type);
			if (opened != element) {
				all = (all == several) ? several.clone() : all;
				all[i] = opened;
			}
		}
		if (all != several) {
			this.copies = (this.copies != null) ? this.copies : new ArrayList<>();
			this.copies.add(new CopiedArray(several, all, all.clone()));
			pass(all, several);
		}
		return all;
	}

	private @Nullable Object open(@Nullable Object argument, Class<?> parameter) {
		OwnProxies.Handler handler = (argument instanceof OwnProxies.OfClass) ? OwnProxies.handler(argument) : null;
		if (argument == null || handler == null || handler.type().isInterface() || !reads(handler.type(), parameter)) {
			return argument;
		}
		Object instance = OwnProxies.instance(argument);
		if (!parameter.isInstance(instance)) {
			return argument;
		}
		pass(instance, argument);
		return instance;
	}

	private void pass(Object passed, Object given) {
		this.proxies = (this.proxies != null) ? this.proxies : new IdentityHashMap<>();
		this.proxies.putIfAbsent(passed, given);
	}

	/**
	 * Returns whether the code that is called may read the private fields of an argument:
	 * those of the type that it knows the argument by.
	 */
	private boolean reads(Class<?> proxied, Class<?> parameter) {
		Class<?> known = (parameter.isInterface() || parameter == Object.class) ? proxied : parameter;
		return this.code != Object.class && (known.isAssignableFrom(this.code) || this.code.isAssignableFrom(known));
	}

	/**
	 * An array that is passed in place of another.
	 *
	 * @param given the array of the caller
	 * @param passed the copy that is passed
	 * @param before the elements of the copy before the call
	 */
	private record CopiedArray(@Nullable Object[] given, @Nullable Object[] passed, @Nullable Object[] before) {

	}

}
