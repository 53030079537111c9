package dev.weakref;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/**
 * Finds static fields whose value can change: those that are not final, and those that
 * hold something which is not known to be immutable. Looks at the values, since a
 * {@code List} may be either.
 */
final class StaticState extends ArchCondition<JavaField> {

	/** Of these, subclasses too. */
	private static final Set<String> IMMUTABLE = Set.of("java.lang.String", "java.lang.Class",
			"java.util.regex.Pattern", "java.time.Duration", "java.lang.invoke.VarHandle",
			"java.util.concurrent.atomic.AtomicLongFieldUpdater", "org.slf4j.Logger", "org.apache.commons.logging.Log",
			"org.springframework.boot.context.properties.source.ConfigurationPropertyName");

	StaticState() {
		super("hold no state");
	}

	@Override
	public void check(JavaField field, ConditionEvents events) {
		boolean stateless = Modifier.isFinal(field.reflect().getModifiers()) && isImmutable(field.reflect());
		events.add(new SimpleConditionEvent(field, stateless, field.getFullName() + " can change"));
	}

	/**
	 * Fields that the compiler makes for enums and switches are left out.
	 */
	private static boolean isImmutable(Field field) {
		return field.getType().isPrimitive() || field.isSynthetic() || isImmutable(value(field));
	}

	private static boolean isImmutable(Object value) {
		if (value.getClass().isArray()) {
			return Array.getLength(value) == 0;
		}
		if (value instanceof Collection<?> || value instanceof Map<?, ?>) {
			return value.getClass().getName().startsWith("java.util.ImmutableCollections$");
		}
		return isKnown(value.getClass()) || isOneOfOurs(value.getClass());
	}

	private static boolean isKnown(Class<?> type) {
		return type != null && (IMMUTABLE.contains(type.getName()) || isKnown(type.getSuperclass())
				|| Arrays.stream(type.getInterfaces()).anyMatch(StaticState::isKnown));
	}

	private static boolean isOneOfOurs(Class<?> type) {
		return type.getPackageName().startsWith("dev.weakref")
				&& Arrays.stream(type.getDeclaredFields()).allMatch((field) -> Modifier.isFinal(field.getModifiers()));
	}

	private static Object value(Field field) {
		try {
			field.setAccessible(true);
			return field.get(null);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
