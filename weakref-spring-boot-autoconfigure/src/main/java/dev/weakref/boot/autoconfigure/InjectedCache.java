package dev.weakref.boot.autoconfigure;

import java.lang.reflect.Field;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InjectionPoint;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * A parameter or field that requires a weak cache.
 *
 * @param name the name of the cache that it asks for: its qualifier, or else its own
 * name, or {@code null} if that is not known
 * @param type the type that it requires
 * @hidden
 */
@Internal
public record InjectedCache(@Nullable String name, ResolvableType type) {

	public static InjectedCache of(@Nullable InjectionPoint point, ResolvableType type) {
		return new InjectedCache((point != null) ? name(point) : null, type);
	}

	/**
	 * Returns the class of a type argument, or {@code null} if it has none.
	 */
	public @Nullable Class<?> argument(int index) {
		return this.type.getGeneric(index).resolve();
	}

	/**
	 * Returns whether another type has the same arguments in the other order.
	 */
	public boolean isSwapped(ResolvableType other) {
		return argument(0) != null && argument(1) != null && argument(0) == other.getGeneric(1).resolve()
				&& argument(1) == other.getGeneric(0).resolve();
	}

	private static @Nullable String name(InjectionPoint point) {
		Qualifier qualifier = point.getAnnotation(Qualifier.class);
		if (qualifier != null) {
			return qualifier.value();
		}
		Field field = point.getField();
		MethodParameter parameter = point.getMethodParameter();
		if (field != null) {
			return field.getName();
		}
		if (parameter == null) {
			return null;
		}
		parameter.initParameterNameDiscovery(new DefaultParameterNameDiscoverer());
		return parameter.getParameterName();
	}

}
