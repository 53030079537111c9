package dev.weakref.spring.event;

import java.util.function.BiPredicate;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.Expression;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.StandardEvaluationContext;

/**
 * Conditions in Spring's expression language, which have the same variables as those of
 * {@link org.springframework.context.event.EventListener}.
 */
final class EventConditions {

	private final SpelExpressionParser parser = new SpelExpressionParser();

	/** Shares its caches of types with each evaluation. */
	private final StandardEvaluationContext prototype = new StandardEvaluationContext();

	EventConditions(BeanFactory beanFactory) {
		this.prototype.setBeanResolver(new BeanFactoryResolver(beanFactory));
	}

	/**
	 * Parses a condition.
	 * @param condition the expression
	 * @return the condition, which tests the event as it was published and the argument
	 * of listeners
	 * @throws IllegalArgumentException if it is not a valid expression
	 */
	BiPredicate<ApplicationEvent, Object> parse(String condition) {
		try {
			Expression expression = this.parser.parseExpression(condition);
			return (event, argument) -> Boolean.TRUE
				.equals(expression.getValue(context(event, argument), Boolean.class));
		}
		catch (ParseException ex) {
			throw new IllegalArgumentException(
					"The condition '" + condition + "' is not a valid expression: " + ex.getSimpleMessage(), ex);
		}
	}

	private StandardEvaluationContext context(ApplicationEvent event, Object argument) {
		StandardEvaluationContext context = new StandardEvaluationContext(new Root(event, new Object[] { argument }));
		this.prototype.applyDelegatesTo(context);
		context.setVariable("event", argument);
		context.setVariable("a0", argument);
		context.setVariable("p0", argument);
		return context;
	}

	/**
	 * The root object of an expression.
	 *
	 * @param event the event as it was published
	 * @param args the arguments of listeners
	 */
	record Root(ApplicationEvent event, Object[] args) {
	}

}
