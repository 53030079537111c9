package dev.weakref.spring;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;

/**
 * Finds the methods of beans that have an annotation of this library.
 */
public final class AnnotatedMethods {

	private AnnotatedMethods() {
	}

	/**
	 * The methods of a class that have an annotation, themselves or where they are
	 * inherited from. The framework's own classes have none.
	 * @param type the class
	 * @param annotation the type of the annotation
	 * @param <A> the type of the annotation
	 * @return the methods with their annotations, in which those of annotations that it
	 * is on are merged
	 */
	public static <A extends Annotation> Map<Method, A> of(Class<?> type, Class<A> annotation) {
		if (FrameworkClasses.contains(type) || !AnnotationUtils.isCandidateClass(type, annotation)) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type,
				(MetadataLookup<A>) (method) -> AnnotatedElementUtils.findMergedAnnotation(method, annotation));
	}

	/**
	 * How texts speak of a method.
	 * @param method the method
	 * @return its class, its name and the types of its parameters
	 */
	public static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

}
