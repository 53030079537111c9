package dev.weakref.spring.bean;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;

import dev.weakref.spring.FrameworkClasses;
import org.jspecify.annotations.Nullable;

/**
 * Finds fields that other classes can write. A proxy of the class has fields of its own,
 * so a value that is written there is lost, and the value of its object is not read.
 */
final class ReachableFields {

	private ReachableFields() {
	}

	/**
	 * Returns a field of a class that other classes can reach: not private, static or
	 * final, and declared by a class of the application, not by one of Spring or the JDK.
	 * @param type the class
	 * @return the first such field, or {@code null} if there is none
	 */
	static @Nullable Field find(Class<?> type) {
		for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
			if (isOfApplication(declaring)) {
				for (Field field : declaring.getDeclaredFields()) {
					if (isReachable(field)) {
						return field;
					}
				}
			}
		}
		return null;
	}

	/**
	 * Returns the visibility of a field.
	 * @return an adjective
	 */
	static String visibility(Field field) {
		return Modifier.isPublic(field.getModifiers()) ? "public"
				: Modifier.isProtected(field.getModifiers()) ? "protected" : "package-private";
	}

	private static boolean isOfApplication(Class<?> type) {
		ClassLoader loader = type.getClassLoader();
		return loader != null && loader != ClassLoader.getPlatformClassLoader() && !FrameworkClasses.contains(type);
	}

	private static boolean isReachable(Field field) {
		int modifiers = field.getModifiers();
		return !field.isSynthetic() && !Modifier.isPrivate(modifiers) && !Modifier.isStatic(modifiers)
				&& !Modifier.isFinal(modifiers);
	}

}
