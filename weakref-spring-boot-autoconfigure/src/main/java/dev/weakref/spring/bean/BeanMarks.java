package dev.weakref.spring.bean;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import dev.weakref.spring.FrameworkClasses;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Looks for annotations of a bean where users write them: on its class or on the
 * {@code @Bean} method that makes it.
 */
final class BeanMarks {

	private BeanMarks() {
	}

	/**
	 * Whether a bean has an annotation, or one that is itself annotated with it.
	 * @param definition the merged definition of the bean
	 * @param type the class of the bean as far as it is known
	 * @param annotation the annotation
	 */
	static boolean has(RootBeanDefinition definition, Class<?> type, Class<? extends Annotation> annotation) {
		return onClass(ClassUtils.getUserClass(type), annotation) || onFactoryMethod(definition, annotation);
	}

	/**
	 * Whether a class itself has an annotation.
	 */
	static boolean onClass(Class<?> type, Class<? extends Annotation> annotation) {
		return has(type, type, annotation);
	}

	/**
	 * Whether a bean is made by a {@code @Bean} method that has an annotation.
	 */
	static boolean onFactoryMethod(RootBeanDefinition definition, Class<? extends Annotation> annotation) {
		Method factoryMethod = definition.getResolvedFactoryMethod();
		return factoryMethod != null && has(factoryMethod, factoryMethod.getDeclaringClass(), annotation);
	}

	private static boolean has(AnnotatedElement element, Class<?> place, Class<? extends Annotation> annotation) {
		return !FrameworkClasses.contains(place) && AnnotatedElementUtils.isAnnotated(element, annotation);
	}

	/**
	 * The type that others know a bean by: what its {@code @Bean} method returns, or
	 * otherwise its class.
	 */
	static Class<?> declaredType(RootBeanDefinition definition, Class<?> type) {
		Method factoryMethod = definition.getResolvedFactoryMethod();
		return (factoryMethod != null) ? factoryMethod.getReturnType() : ClassUtils.getUserClass(type);
	}

}
