package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import dev.weakref.spring.AnnotatedMethods;
import dev.weakref.spring.BeanInstances;

import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * A method of a bean that is annotated with {@link WeakEventListener}.
 *
 * @param beanName the name under which the factory makes the instances
 * @param method the method
 * @param annotation the annotation, with the attributes of annotations that it is on
 */
record ListenerMethod(String beanName, Method method, WeakEventListener annotation) {

	static ListenerMethod of(String beanName, Method method) {
		WeakEventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, WeakEventListener.class);
		if (annotation == null) {
			throw new IllegalArgumentException(method + " is not annotated with @WeakEventListener");
		}
		return new ListenerMethod(beanName, method, annotation);
	}

	/**
	 * Identifies the method, also if a subclass of the bean's declared type overrides it.
	 */
	Key key() {
		return new Key(this.beanName, this.method.getName(), List.of(this.method.getParameterTypes()));
	}

	/**
	 * The types it listens to, as the name of one thing.
	 */
	String eventTypes() {
		Class<?>[] types = this.annotation.classes();
		return (types.length == 0) ? ResolvableType.forMethodParameter(this.method, 0).toString()
				: Arrays.stream(types).map(Class::getName).collect(Collectors.joining(","));
	}

	boolean isAsynchronous() {
		return this.annotation.async();
	}

	/**
	 * The name by which the bean is known to the application.
	 */
	String publicBeanName() {
		return BeanInstances.publicName(this.beanName);
	}

	String signature() {
		return AnnotatedMethods.describe(this.method);
	}

	RegistrationSite site() {
		return new RegistrationSite("as the method " + signature() + " of the bean '" + publicBeanName() + "'",
				this.method.getDeclaringClass());
	}

	record Key(String beanName, String name, List<Class<?>> parameterTypes) {
	}

}
