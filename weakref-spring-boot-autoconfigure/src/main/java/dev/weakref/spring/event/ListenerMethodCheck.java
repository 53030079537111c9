package dev.weakref.spring.event;

import java.lang.reflect.Modifier;
import java.util.List;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.util.ClassUtils;

/**
 * Refuses methods that cannot be listeners, at start-up rather than with the first event.
 */
final class ListenerMethodCheck {

	/** Annotations that would do nothing on a method that is not called on a proxy. */
	private static final List<String> ADVICE = List.of("org.springframework.scheduling.annotation.Async",
			"org.springframework.transaction.annotation.Transactional");

	private final ListenerMethod method;

	private final MergedAnnotations annotations;

	ListenerMethodCheck(ListenerMethod method) {
		this.method = method;
		this.annotations = MergedAnnotations.from(method.method(), SearchStrategy.TYPE_HIERARCHY);
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
		checkParameters();
		checkCondition();
		if (this.annotations.stream(EventListener.class).count() > 1) {
			throw refusal("it carries another kind of @EventListener as well", "Remove one of the two");
		}
	}

	/**
	 * Refuse what only a proxy could do.
	 */
	void checkAdvice() {
		for (String advice : ADVICE) {
			if (this.annotations.isPresent(advice)) {
				throw refusal(
						"it is called on the instance itself rather than on a proxy, so that its @"
								+ advice.substring(advice.lastIndexOf('.') + 1) + " would do nothing",
						advice.endsWith("Async") ? "Write @WeakEventListener(async = true) instead"
								: "Let it call a method of another bean that has the annotation");
			}
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
