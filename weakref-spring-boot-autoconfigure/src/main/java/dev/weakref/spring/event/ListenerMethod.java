package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import dev.weakref.spring.AnnotatedMethods;
import dev.weakref.spring.BeanInstances;

import org.springframework.context.event.EventListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;

/**
 * A method of a bean that is annotated with {@link WeakEventListener}. Its checks refuse
 * at start-up, rather than with the first event, methods that cannot be listeners.
 *
 * @param beanName the name under which the factory creates the instances
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
	 * Returns the identity of the method, which is the same if a subclass of the bean's
	 * declared type overrides it.
	 */
	Key key() {
		return new Key(this.beanName, this.method.getName(), List.of(this.method.getParameterTypes()));
	}

	/**
	 * Returns the types that the method listens to, as one name.
	 */
	String eventTypes() {
		Class<?>[] types = this.annotation.classes();
		return (types.length == 0) ? ResolvableType.forMethodParameter(this.method, 0).toString()
				: Arrays.stream(types).map(Class::getName).collect(Collectors.joining(","));
	}

	/**
	 * Returns the name by which the application knows the bean.
	 */
	String publicBeanName() {
		return BeanInstances.publicName(this.beanName);
	}

	String signature() {
		return AnnotatedMethods.describe(this.method);
	}

	Origin origin() {
		return new Origin("as the method " + signature() + " of the bean '" + publicBeanName() + "'",
				this.method.getDeclaringClass().getName());
	}

	/**
	 * Refuses a method that cannot be a listener.
	 */
	void check() {
		AnnotatedMethods.requireCallable(this.method, "Make it an instance method, or write @EventListener", "listen",
				this::refusal);
		checkParameters();
		checkCondition();
		checkOtherKinds();
	}

	/**
	 * The same annotation on a method and on one that it overrides is one annotation.
	 */
	private void checkOtherKinds() {
		// The annotations of the method come before those of methods that it overrides.
		List<MergedAnnotation<EventListener>> annotations = MergedAnnotations
			.from(this.method, SearchStrategy.TYPE_HIERARCHY)
			.stream(EventListener.class)
			.toList();
		Object source = annotations.get(0).getSource();
		if (annotations.stream().filter((listener) -> Objects.equals(listener.getSource(), source)).count() > 1) {
			throw refusal("it carries another kind of @EventListener as well", "Remove one of the two");
		}
		for (MergedAnnotation<EventListener> listener : annotations) {
			if (!listener.getMetaTypes().contains(WeakEventListener.class)) {
				throw refusal(
						"the same method carries another kind of @EventListener in "
								+ ((listener.getSource() instanceof Method declared)
										? declared.getDeclaringClass().getName() : listener.getSource()),
						"Let both declarations carry the same annotation");
			}
		}
	}

	/**
	 * Refuses a method whose advice would be lost, because only a proxy applies it.
	 * @param type the class of the bean
	 */
	void checkAdvice(Class<?> type) {
		AnnotatedMethods.requireNoLostAdvice(this.method, type, "Write @WeakEventListener(async = true) instead",
				this::refusal);
	}

	/**
	 * Refuses a method whose calls a proxy does not pass on.
	 * @param proxy the class of the proxy around the bean
	 */
	void checkProxy(Class<?> proxy) {
		if (Modifier.isFinal(this.method.getModifiers()) && !Proxy.isProxyClass(proxy)) {
			throw refusal("it is final, so the proxy of the bean does not pass a call on to the bean",
					"Remove 'final' from the method");
		}
	}

	private void checkParameters() {
		Class<?>[] parameters = this.method.getParameterTypes();
		Class<?>[] events = this.annotation.classes();
		if (parameters.length > 1) {
			throw refusal("it has " + parameters.length + " parameters", "Leave the event as its only parameter");
		}
		if (parameters.length == 0 && events.length == 0) {
			throw refusal("it has no parameter and its annotation names no event class",
					"Give it the event as its parameter, or name the event's class in the annotation");
		}
		for (Class<?> event : events) {
			if (parameters.length == 1 && !ClassUtils.isAssignable(parameters[0], event)) {
				throw refusal(
						"it listens to " + event.getName() + ", which its parameter of type " + parameters[0].getName()
								+ " does not accept",
						"Let its parameter be of a type that all its events have, or leave it out");
			}
		}
	}

	private void checkCondition() {
		String condition = this.annotation.condition();
		if (!condition.isBlank()) {
			try {
				new SpelExpressionParser().parseExpression(condition);
			}
			catch (ParseException ex) {
				throw refusal("its condition '" + condition + "' is not a valid expression: " + ex.getSimpleMessage(),
						"Write an expression as for @EventListener, such as \"#event.amount > 10\"");
			}
		}
	}

	private ListenerMethodException refusal(String reason, String remedy) {
		return new ListenerMethodException(publicBeanName(), signature(), reason, remedy);
	}

	record Key(String beanName, String name, List<Class<?>> parameterTypes) {
	}

}
