package dev.weakref.spring.bean;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;

import dev.weakref.spring.FrameworkClasses;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds annotations of a bean where users write them: on its class or on its
 * {@code @Bean} method.
 */
final class BeanMarks {

	private BeanMarks() {
	}

	/**
	 * Returns whether a bean has an annotation, or one that is itself annotated with it.
	 * @param definition the merged definition of the bean
	 * @param type the class of the bean as far as it is known
	 * @param annotation the annotation
	 */
	static boolean has(RootBeanDefinition definition, Class<?> type, Class<? extends Annotation> annotation) {
		return onClass(ClassUtils.getUserClass(type), annotation) || onFactoryMethod(definition, annotation);
	}

	/**
	 * Returns whether a class itself has an annotation.
	 */
	static boolean onClass(Class<?> type, Class<? extends Annotation> annotation) {
		return has(type, type, annotation);
	}

	/**
	 * Returns whether the {@code @Bean} method of a bean has an annotation.
	 */
	static boolean onFactoryMethod(RootBeanDefinition definition, Class<? extends Annotation> annotation) {
		Method factoryMethod = definition.getResolvedFactoryMethod();
		return factoryMethod != null && has(factoryMethod, factoryMethod.getDeclaringClass(), annotation);
	}

	private static boolean has(AnnotatedElement element, Class<?> place, Class<? extends Annotation> annotation) {
		return !FrameworkClasses.contains(place) && AnnotatedElementUtils.isAnnotated(element, annotation);
	}

	/**
	 * Returns the declared type of a bean: the return type of its {@code @Bean} method,
	 * or otherwise its class.
	 */
	static Class<?> declaredType(RootBeanDefinition definition, Class<?> type) {
		Method factoryMethod = definition.getResolvedFactoryMethod();
		return (factoryMethod != null) ? factoryMethod.getReturnType() : ClassUtils.getUserClass(type);
	}

}
