package dev.weakref.reaper;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * Finds the mistake that everybody makes once: something that is to live as long as an
 * object holds the object itself, typically a lambda that has captured it, and so keeps
 * it alive for ever.
 * <p>
 * What is found: the object itself, one that a lambda, a bound method reference or an
 * anonymous class has captured, also through a few lambdas that capture each other, one
 * in any other field of a class that is open to reflection, in an element of an array,
 * and each of these in the handler of a JDK proxy. What is not found: a longer way to the
 * object, and fields of the JDK's own classes, its collections among them. O(fields),
 * without calling user code.
 */
public final class Captures {

	/** How many lambdas within lambdas are looked into. */
	private static final int DEPTH = 3;

	private Captures() {
	}

	/**
	 * Look for a strong reference from one object to another.
	 * @param holder what must not hold the other one
	 * @param target the other one
	 * @return where it is, in words that follow "reaches it through", or {@code null} if
	 * none was found
	 */
	public static @Nullable String find(Object holder, Object target) {
		return find(holder, target, DEPTH);
	}

	private static @Nullable String find(Object holder, Object target, int depth) {
		if (holder == target) {
			return "being the object itself";
		}
		if (Proxy.isProxyClass(holder.getClass())) {
			String place = find(Proxy.getInvocationHandler(holder), target, depth);
			return (place != null) ? "its invocation handler" : null;
		}
		if (holder instanceof Object[] array) {
			return isElement(array, target) ? "an element of the array" : null;
		}
		for (Class<?> type = holder.getClass(); isOpen(type); type = type.getSuperclass()) {
			String field = field(type, holder, target, depth);
			if (field != null) {
				return field;
			}
		}
		return null;
	}

	private static boolean isElement(Object[] array, Object target) {
		for (Object element : array) {
			if (element == target) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Classes of the boot loader are closed to reflection.
	 */
	private static boolean isOpen(@Nullable Class<?> type) {
		return type != null && type.getClassLoader() != null;
	}

	private static @Nullable String field(Class<?> type, Object holder, Object target, int depth) {
		try {
			for (Field field : type.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()
						&& field.trySetAccessible() && leadsTo(field.get(holder), target, depth)) {
					return (type.isHidden() || field.isSynthetic()) ? "a captured variable"
							: "its field '" + field.getName() + "'";
				}
			}
		}
		catch (IllegalAccessException | RuntimeException | LinkageError ex) {
			// A class that cannot be looked into is one of those where nothing is found.
			return null;
		}
		return null;
	}

	private static boolean leadsTo(@Nullable Object held, Object target, int depth) {
		return held == target
				|| (held != null && depth > 0 && held.getClass().isHidden() && find(held, target, depth - 1) != null);
	}

}
