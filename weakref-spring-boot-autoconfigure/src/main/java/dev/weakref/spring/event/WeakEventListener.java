package dev.weakref.spring.event;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a prototype, request, session or custom-scoped bean as a listener of
 * application events. Each instance that the application context creates listens from the
 * end of its initialization until Spring destroys it, at the end of its scope or
 * otherwise, or until it has been collected, whichever comes first. The registration
 * keeps no instance alive.
 * <p>
 * Everything else is as for {@link EventListener}: the parameter and the condition of the
 * method, its {@link org.springframework.core.annotation.Order @Order} among all
 * listeners, and the publication of its result. On a singleton it is an
 * {@link EventListener}. An {@link EventListener} on a bean of another scope, in
 * contrast, is called on the object that the bean factory returns for the bean's name,
 * which for a prototype is a new instance each time.
 * <p>
 * <strong>The method is called on the instance itself</strong>, not on a proxy around it,
 * because only the instance is registered. Advice does not apply to the call. Where that
 * is plainly a mistake, as with {@code @Async} and {@code @Transactional} on the method
 * or its class, the application does not start. An instance that is no longer held may
 * still be called until it has been collected.
 * <p>
 * The method must be neither static nor private, nor a suspending function of Kotlin, and
 * the bean must be declared with the class that has the method. If the method overrides
 * another one with the annotation, its own annotation counts, and it is called once. The
 * products of a factory bean that declares their class listen too: each for itself,
 * unless the factory bean creates a single one. If the factory bean does not declare
 * their class, they do not listen, and the log mentions it.
 *
 * @see WeakApplicationListeners
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@EventListener
public @interface WeakEventListener {

	/**
	 * Alias for {@link #classes}.
	 * @return the types
	 */
	@AliasFor(annotation = EventListener.class, attribute = "classes")
	Class<?>[] value() default {};

	/**
	 * Returns the types of events, or of their payloads, to listen to; the type of the
	 * parameter unless set.
	 * @return the types
	 */
	@AliasFor(annotation = EventListener.class, attribute = "classes")
	Class<?>[] classes() default {};

	/**
	 * Returns an expression that decides whether an event is for this listener, as
	 * {@link EventListener#condition()} describes it. It is evaluated once for all
	 * instances.
	 * @return the expression
	 */
	@AliasFor(annotation = EventListener.class, attribute = "condition")
	String condition() default "";

	/**
	 * Returns the id of the listener, see {@link EventListener#id()}.
	 * @return the id
	 */
	@AliasFor(annotation = EventListener.class, attribute = "id")
	String id() default "";

	/**
	 * Returns whether to call the method on the application's task executor rather than
	 * on the thread that publishes, each instance in a task of its own. The task holds
	 * the instance. If the executor takes no more tasks, as during shut-down, the
	 * publisher calls the method. Exceptions of the method go to the error handler of the
	 * event multicaster, or to the log.
	 * @return whether the publisher does not wait for the call
	 */
	boolean async() default false;

}
