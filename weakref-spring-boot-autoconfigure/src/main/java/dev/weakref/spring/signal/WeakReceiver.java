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
 * that the application context makes is connected at the end of its initialization and
 * stays so until it is destroyed by its scope or has been collected, whichever comes
 * first. Being connected keeps no instance alive.
 *
 * <pre>{@code
 * &#64;WeakReceiver("orders")
 * void onOrder(Order order) {
 *     this.orders.add(order);
 * }
 * }</pre>
 *
 * A method with two parameters is given the sender, which may be {@code null}, and the
 * event. What it returns is its answer; a {@link java.util.concurrent.CompletionStage} is
 * waited for, see {@link dev.weakref.signal.Connector#async()}.
 * <p>
 * <strong>The method is called on the instance itself</strong>, not on a proxy around it,
 * since it is the instance whose life counts. Advice does not apply to the call; where
 * that is plainly a mistake, as with {@code @Async} and {@code @Transactional} on the
 * method or its class, the application does not start. An instance that is no longer held
 * may still be called until the collector has taken it.
 * <p>
 * The method must be neither static nor private, nor a suspending function of Kotlin. If
 * the method that it overrides has the annotation as well, that of the method itself
 * counts, and it is called once. Each product of a factory bean is an instance like
 * others.
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
	 * The signals, by the name they were made with or that of their bean. Each must be
	 * there when the bean is made; a bean that is a signal is made first.
	 * @return the names
	 */
	@AliasFor("value")
	String[] signal() default {};

	/**
	 * The one sender to listen to, where senders are classes.
	 * @return the sender; {@code void.class} means every sender
	 */
	Class<?> sender() default void.class;

	/**
	 * A name of which there is one receiver only for each signal and sender: of several
	 * instances, the first.
	 * @return the name; empty for none
	 */
	String uid() default "";

}
