package dev.weakref.spring.signal;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.weakref.signal.Signal;

import org.springframework.aot.hint.annotation.Reflective;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a bean as a receiver of one or several {@link Signal}s. Each instance
 * that the application context creates is connected at the end of its initialization,
 * until its scope destroys it or it has been collected, whichever comes first. The
 * connection keeps no instance alive.
 *
 * <pre>{@code
 * &#64;WeakReceiver("orders")
 * void onOrder(Order order) {
 *     this.orders.add(order);
 * }
 * }</pre>
 *
 * A method with two parameters receives the sender, which may be {@code null}, and the
 * event. Its result is its answer; the signal waits for a
 * {@link java.util.concurrent.CompletionStage}, see
 * {@link dev.weakref.signal.Connector#async()}.
 * <p>
 * <strong>The method is called on the instance itself</strong>, not on a proxy around it,
 * because only the instance is connected. Advice does not apply to the call. Where that
 * is plainly a mistake, as with {@code @Async} and {@code @Transactional} on the method
 * or its class, the application does not start. An instance that is no longer held may
 * still be called until it has been collected.
 * <p>
 * The method must be neither static nor private, nor a suspending function of Kotlin. If
 * the method overrides another one with the annotation, its own annotation counts, and it
 * is called once. Each product of a factory bean is an instance like others.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface WeakReceiver {

	/**
	 * Alias for {@link #signal}.
	 * @return the names
	 */
	@AliasFor("signal")
	String[] value() default {};

	/**
	 * Returns the names of the signals, or of the beans that are signals. Each signal
	 * must exist when the bean is created; a bean that is a signal is created before it.
	 * @return the names
	 */
	@AliasFor("value")
	String[] signal() default {};

	/**
	 * Returns the only sender to receive from, where senders are classes.
	 * @return the sender; {@code void.class} means every sender
	 */
	Class<?> sender() default void.class;

	/**
	 * Returns the uid. A signal has one receiver of a uid for each sender: the first of
	 * several instances.
	 * @return the uid; empty for none
	 */
	String uid() default "";

}
