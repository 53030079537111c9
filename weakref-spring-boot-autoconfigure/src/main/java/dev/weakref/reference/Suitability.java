package dev.weakref.reference;

import java.lang.annotation.Annotation;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.weakref.collection.IdentityKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells objects and user code apart for which a callback could never run, as far as that
 * can be told.
 */
final class Suitability {

	private static final Logger logger = LoggerFactory.getLogger(Suitability.class);

	/** How many lambdas within lambdas are looked into. */
	private static final int DEPTH = 3;

	private static final Field[] NONE = new Field[0];

	private static final Set<IdentityKey> EMPTY = Stream
		.of(List.of(), Set.of(), Map.of(), Collections.emptyList(), Collections.emptySet(), Collections.emptyMap())
		.map(IdentityKey::new)
		.collect(Collectors.toUnmodifiableSet());

	private final LastingObjects lastingObjects;

	private final Set<String> reported = ConcurrentHashMap.newKeySet();

	/** What is kept with a class must not lead to this library's class loader. */
	private final ClassValue<Field[]> finalFields = new ClassValue<>() {

		@Override
		protected Field[] computeValue(Class<?> type) {
			return readableFinalFields(type);
		}

	};

	private final ClassValue<Boolean> lasting = new ClassValue<>() {

		@Override
		protected Boolean computeValue(Class<?> type) {
			return isLastingType(type);
		}

	};

	Suitability(LastingObjects lastingObjects) {
		this.lastingObjects = lastingObjects;
	}

	/**
	 * Refuse user code that is the object or refers to it by a final field: such as the
	 * one in which a lambda or an inner class keeps what it has captured.
	 */
	void requireNotCaptured(Object object, Object held) {
		if (held == object) {
			throw new CapturedReferentException("The callback, or what it works on, is the object itself",
					object.getClass());
		}
		Field field = capture(object, held, DEPTH);
		if (field != null) {
			throw new CapturedReferentException("The field " + field.getName() + " of "
					+ field.getDeclaringClass().getName() + " holds the object it is registered for",
					object.getClass());
		}
	}

	/**
	 * Treat an object that is to have a callback as the policy says.
	 */
	void requireMortal(Object object) {
		if (this.lastingObjects != LastingObjects.ALLOW && isLasting(object)) {
			if (this.lastingObjects == LastingObjects.REFUSE) {
				throw new LastingObjectException(object.getClass());
			}
			report(object);
		}
	}

	/**
	 * Mention an object that is only referred to.
	 */
	void mention(Object object) {
		if (this.lastingObjects != LastingObjects.ALLOW && isLasting(object)) {
			report(object);
		}
	}

	private void report(Object object) {
		if (this.reported.add(object.getClass().getName())) {
			logger.warn("A {} is referred to weakly, but is never collected or is shared by value; "
					+ "further ones are not mentioned", object.getClass().getName());
		}
	}

	private @Nullable Field capture(Object object, Object holder, int depth) {
		for (Field field : this.finalFields.get(holder.getClass())) {
			Object held = read(field, holder);
			if (held == object) {
				return field;
			}
			if (held != null && depth > 0 && held.getClass().isHidden() && capture(object, held, depth - 1) != null) {
				return field;
			}
		}
		return null;
	}

	private static @Nullable Object read(Field field, Object holder) {
		try {
			return field.get(holder);
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/**
	 * Other modules that are not open keep theirs to themselves.
	 */
	private static Field[] readableFinalFields(Class<?> type) {
		List<Field> fields = new ArrayList<>(0);
		for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
			for (Field field : declaring.getDeclaredFields()) {
				int modifiers = field.getModifiers();
				if (Modifier.isFinal(modifiers) && !Modifier.isStatic(modifiers) && !field.getType().isPrimitive()
						&& field.trySetAccessible()) {
					fields.add(field);
				}
			}
		}
		return fields.toArray(NONE);
	}

	private boolean isLasting(Object object) {
		if (!this.lasting.get(object.getClass())) {
			return false;
		}
		if (object instanceof Class<?> type) {
			ClassLoader loader = type.getClassLoader();
			return loader == null || loader == ClassLoader.getPlatformClassLoader()
					|| loader == ClassLoader.getSystemClassLoader();
		}
		return !(object instanceof Collection<?> || object instanceof Map<?, ?>)
				|| EMPTY.contains(new IdentityKey(object));
	}

	/**
	 * Whether some objects of a type are never collected.
	 */
	private static boolean isLastingType(Class<?> type) {
		if (Enum.class.isAssignableFrom(type) || type == Class.class) {
			return true;
		}
		if (type.getClassLoader() != null) {
			return false;
		}
		if (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type)) {
			return true;
		}
		for (Class<?> superclass = type; superclass != null; superclass = superclass.getSuperclass()) {
			for (Annotation annotation : superclass.getDeclaredAnnotations()) {
				if (annotation.annotationType().getName().equals("jdk.internal.ValueBased")) {
					return true;
				}
			}
		}
		return false;
	}

}
