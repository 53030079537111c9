package dev.weakref.suitability;

import java.lang.annotation.Annotation;
import java.lang.invoke.MethodType;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells by their class which objects are never collected, or have no meaningful identity.
 */
final class LastingTypes {

	private static final List<Object> EMPTY = List.of(List.of(), Set.of(), Map.of(), Collections.emptyList(),
			Collections.emptySet(), Collections.emptyMap());

	private final ClassValue<Boolean> types = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return hasLastingObjects(type);
		}

	};

	boolean isLasting(Object object) {
		if (!this.types.get(object.getClass())) {
			return false;
		}
		if (object instanceof Class<?> type) {
			ClassLoader loader = type.getClassLoader();
			return loader == null || loader == ClassLoader.getPlatformClassLoader()
					|| loader == ClassLoader.getSystemClassLoader();
		}
		return !(object instanceof Collection<?> || object instanceof Map<?, ?>) || isSharedEmptyOne(object);
	}

	/**
	 * Returns whether all objects of a type are lasting.
	 */
	boolean isLastingType(Class<?> type) {
		return type.isPrimitive() || this.types.get(type) && !Collection.class.isAssignableFrom(type)
				&& !Map.class.isAssignableFrom(type);
	}

	private static boolean isSharedEmptyOne(Object object) {
		for (Object empty : EMPTY) {
			if (empty == object) {
				return true;
			}
		}
		return false;
	}

	static boolean isBoxed(Class<?> type) {
		return MethodType.methodType(type).hasWrappers();
	}

	/**
	 * Returns whether some objects of a type are never collected.
	 */
	private static boolean hasLastingObjects(Class<?> type) {
		if (Enum.class.isAssignableFrom(type) || type == Class.class) {
			return true;
		}
		if (type.getClassLoader() != null) {
			return false;
		}
		return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type) || isValueBased(type);
	}

	private static boolean isValueBased(Class<?> type) {
		for (Class<?> each = type; each != null; each = each.getSuperclass()) {
			for (Annotation annotation : each.getDeclaredAnnotations()) {
				if (annotation.annotationType().getName().equals("jdk.internal.ValueBased")) {
					return true;
				}
			}
		}
		return false;
	}

}
