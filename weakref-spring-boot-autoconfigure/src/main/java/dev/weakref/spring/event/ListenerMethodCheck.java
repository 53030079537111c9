package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;

import dev.weakref.spring.AnnotatedMethods;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;

/**
 * Refuses methods that cannot be listeners, at start-up rather than with the first event.
 */
final class ListenerMethodCheck {

	private final ListenerMethod method;

	/** Those of the method come before those of methods that it overrides. */
	private final List<MergedAnnotation<EventListener>> annotations;

	ListenerMethodCheck(ListenerMethod method) {
		this.method = method;
		this.annotations = MergedAnnotations.from(method.method(), SearchStrategy.TYPE_HIERARCHY)
			.stream(EventListener.class)
			.toList();
	}

	void check() {
		int modifiers = this.method.method().getModifiers();
		if (Modifier.isStatic(modifiers)) {
			throw refusal("it is static, so it belongs to no instance whose life it could share",
					"Make it an instance method, or write @EventListener");
		}
		if (Modifier.isPrivate(modifiers)) {
			throw refusal("it is private", "Make it package-private at least");
		}
		String suspending = AnnotatedMethods.whySuspending(this.method.method());
		if (suspending != null) {
			throw refusal(suspending, "Let an ordinary function listen, and start the coroutine there");
		}
		checkParameters();
		checkCondition();
		checkOtherKinds();
	}

	/**
	 * The same annotation on a method and on one that it overrides is one annotation.
	 */
	private void checkOtherKinds() {
		Object source = this.annotations.get(0).getSource();
		if (this.annotations.stream().filter((listener) -> Objects.equals(listener.getSource(), source)).count() > 1) {
			throw refusal("it carries another kind of @EventListener as well", "Remove one of the two");
		}
		for (MergedAnnotation<EventListener> listener : this.annotations) {
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
	 * Refuse what only a proxy could do.
	 * @param type the class of the bean
	 */
	void checkAdvice(Class<?> type) {
		String reason = AnnotatedMethods.whyAdviceIsLost(this.method.method(), type);
		if (reason != null) {
			throw refusal(reason, reason.contains("@Async") ? "Write @WeakEventListener(async = true) instead"
					: "Let it call a method of another bean that has the annotation");
		}
	}

	/**
	 * Refuse what a proxy cannot pass on.
	 * @param proxy the class of the proxy around the bean
	 */
	void checkProxy(Class<?> proxy) {
		if (Modifier.isFinal(this.method.method().getModifiers()) && !Proxy.isProxyClass(proxy)) {
			throw refusal("it is final, so that a call does not get through the proxy of the bean to the bean",
					"Remove 'final' from the method");
		}
	}

	private void checkParameters() {
		Class<?>[] parameters = this.method.method().getParameterTypes();
		Class<?>[] events = this.method.annotation().classes();
		if (parameters.length > 1) {
			throw refusal("it has " + parameters.length + " parameters", "Leave the event as its only parameter");
		}
		if (parameters.length == 0 && events.length == 0) {
			throw refusal("nothing says what it listens to",
					"Give it the event as its parameter, or name the event's class in the annotation");
		}
		for (Class<?> event : events) {
			if (parameters.length == 1 && !ClassUtils.isAssignable(parameters[0], event)) {
				throw refusal(
						"it listens to " + event.getName() + ", which is no " + parameters[0].getName()
								+ " as its parameter is",
						"Let its parameter be of a type that all its events have, or leave it out");
			}
		}
	}

	private void checkCondition() {
		String condition = this.method.annotation().condition();
		if (!condition.isBlank()) {
			try {
				new SpelExpressionParser().parseExpression(condition);
			}
			catch (ParseException ex) {
				throw refusal("its condition '" + condition + "' is no expression: " + ex.getSimpleMessage(),
						"Write an expression as for @EventListener, such as \"#event.amount > 10\"");
			}
		}
	}

	private ListenerMethodException refusal(String reason, String remedy) {
		return new ListenerMethodException(this.method.publicBeanName(), this.method.signature(), reason, remedy);
	}

}
