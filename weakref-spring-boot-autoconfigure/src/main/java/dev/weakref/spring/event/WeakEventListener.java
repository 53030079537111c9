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
 * application events. Each instance that the application context makes listens from the
 * end of its initialization to the end of its life: until Spring destroys it, at the end
 * of its scope or otherwise, or it has been collected, whichever comes first. Being a
 * listener keeps no instance alive.
 * <p>
 * Everything else is as for {@link EventListener}: what the method may accept, its
 * condition, its {@link org.springframework.core.annotation.Order @Order} among all
 * listeners, and that what it returns is published. On a singleton it is an
 * {@link EventListener}. An {@link EventListener} on a bean of another scope, in
 * contrast, is called on whatever the bean factory gives for the bean's name, which for a
 * prototype is a new instance each time.
 * <p>
 * <strong>The method is called on the instance itself</strong>, not on a proxy around it,
 * since it is the instance whose life counts. Advice does not apply to the call; where
 * that is plainly a mistake, as with {@code @Async} and {@code @Transactional} on the
 * method or its class, the application does not start. An instance that is no longer held
 * may still be called until the collector has taken it.
 * <p>
 * The method must be neither static nor private, nor a suspending function of Kotlin, and
 * the bean must be declared with the class that has the method. If the method that it
 * overrides has the annotation as well, that of the method itself counts, and it is
 * called once. The products of a factory bean that tells their class listen too: each for
 * itself, unless the factory bean makes a single one. If it does not tell their class,
 * they do not listen, and the log mentions it.
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
	 * The types of events, or of their payloads, to listen to; the type of the parameter
	 * unless set.
	 * @return the types
	 */
	@AliasFor(annotation = EventListener.class, attribute = "classes")
	Class<?>[] classes() default {};

	/**
	 * An expression that decides whether an event is for this listener, as
	 * {@link EventListener#condition()} describes it. It is evaluated once for all
	 * instances.
	 * @return the expression
	 */
	@AliasFor(annotation = EventListener.class, attribute = "condition")
	String condition() default "";

	/**
	 * The id of the listener, see {@link EventListener#id()}.
	 * @return the id
	 */
	@AliasFor(annotation = EventListener.class, attribute = "id")
	String id() default "";

	/**
	 * Whether to call the method on the application's task executor rather than on the
	 * thread that publishes, each instance in a task of its own. The task holds the
	 * instance. An executor that takes no more tasks, as during shut-down, leaves the
	 * call to the publisher. What the method throws goes to the error handler of the
	 * event multicaster, or into the log.
	 * @return whether the publisher goes on at once
	 */
	boolean async() default false;

}
