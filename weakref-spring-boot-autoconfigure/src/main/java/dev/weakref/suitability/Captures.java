package dev.weakref.suitability;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a holder holds an object that it must not hold. The usual holder is a
 * lambda that has captured the object and so keeps it alive for ever.
 * <p>
 * The search finds the object itself; an object that a lambda, a bound method reference
 * or an anonymous class has captured, also through a few lambdas that capture each other;
 * an object in any other field of a class that is open to reflection; one in an element
 * of an array; and each of these in the handler of a JDK proxy. It does not find longer
 * paths, nor fields of the JDK's own classes, such as its collections. O(fields); calls
 * no user code.
 */
final class Captures {

	/** How many lambdas within lambdas are looked into. */
	private static final int DEPTH = 3;

	private static final Field[] NONE = new Field[0];

	/**
	 * A value that is kept with a class must not refer to this library's class loader.
	 */
	private final ClassValue<Field[]> fields = new ClassValue<>() {

		@Override
		protected Field[] computeValue(Class<?> type) {
			return readableFields(type);
		}

	};

	/**
	 * Looks for a strong reference from one object to another.
	 * @param holder what must not hold the other one
	 * @param target the other one
	 * @return where it is, in words that follow "holds it", or {@code null} if none was
	 * found
	 */
	@Nullable String find(Object holder, Object target) {
		return find(holder, target, DEPTH);
	}

	private @Nullable String find(Object holder, Object target, int depth) {
		if (holder == target) {
			return "by being the object itself";
		}
		if (holder instanceof Object[] array) {
			return isElement(array, target) ? "in an element of the array" : null;
		}
		if (Proxy.isProxyClass(holder.getClass())) {
			return (find(Proxy.getInvocationHandler(holder), target, depth) != null) ? "through its invocation handler"
					: null;
		}
		for (Field field : this.fields.get(holder.getClass())) {
			if (leadsTo(read(field, holder), target, depth)) {
				return describe(field);
			}
		}
		return null;
	}

	private boolean leadsTo(@Nullable Object held, Object target, int depth) {
		return held == target
				|| (held != null && depth > 0 && held.getClass().isHidden() && find(held, target, depth - 1) != null);
	}

	private static boolean isElement(Object[] array, Object target) {
		for (Object element : array) {
			if (element == target) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable Object read(Field field, Object holder) {
		try {
			return field.get(holder);
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	private static String describe(Field field) {
		return (field.getDeclaringClass().isHidden() || field.isSynthetic()) ? "through a captured variable"
				: "in its field '" + field.getName() + "'";
	}

	/**
	 * The fields that may refer to something, without those of the boot loader's classes,
	 * among them the one by which a weak reference refers.
	 */
	private static Field[] readableFields(Class<?> type) {
		List<Field> fields = new ArrayList<>(0);
		for (Class<?> declaring = type; isOpen(declaring); declaring = declaring.getSuperclass()) {
			addReadableFields(declaring, fields);
		}
		return fields.toArray(NONE);
	}

	private static boolean isOpen(@Nullable Class<?> type) {
		return type != null && type.getClassLoader() != null;
	}

	private static void addReadableFields(Class<?> declaring, List<Field> fields) {
		try {
			for (Field field : declaring.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()
						&& field.trySetAccessible()) {
					fields.add(field);
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			// A class that cannot be looked into is one of those where nothing is found.
		}
	}

}
