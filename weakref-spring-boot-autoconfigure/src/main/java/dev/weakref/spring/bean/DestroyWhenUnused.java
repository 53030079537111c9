package dev.weakref.spring.bean;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets Spring destroy the instances of a prototype bean when they are no longer used,
 * which it otherwise never does. The annotation is on the class of the bean or on its
 * {@code @Bean} method.
 * <p>
 * Users get a proxy of the instance. After the proxy has been collected, the instance,
 * which is intact, is destroyed like a singleton: by {@code @PreDestroy} methods,
 * {@code DisposableBean}, the {@code close} or {@code shutdown} method, or the one named
 * in {@code @Bean}. That happens exactly once for each instance:
 * <ul>
 * <li>after the collection, on the callback executor
 * ({@code weakref.callbacks.executor}), which can be hours after the last use;</li>
 * <li>or when the application context is closed: newest first among the instances of a
 * bean, after those who depend on the bean and before those that it depends on, unless
 * {@code weakref.finalizers.run-on-close} is false, and for no longer than
 * {@code weakref.finalizers.close-timeout}.</li>
 * </ul>
 * Spring logs an exception of a destroy method. An instance that its user closes
 * directly, through the proxy or by passing the proxy to the {@code destroyBean} of a
 * bean factory, is destroyed nevertheless.
 * <p>
 * A bean that is created while the context is being closed may have no proxy. It is not
 * destroyed, and the log has a warning.
 * <p>
 * The proxy passes on every call and every exception. In place of its instance it returns
 * itself, as in fluent methods. {@code equals} compares what is behind both sides;
 * {@code hashCode} and {@code toString} are those of the instance. The proxy has the type
 * by which the bean is declared: what the {@code @Bean} method returns, or otherwise its
 * class. Of an interface it is a JDK proxy, of a class a subclass, made without running a
 * constructor. Such a class must not be final or sealed, or have final methods or fields
 * that other classes can write, and the bean must be a prototype; otherwise the start
 * fails and tells why. Fields that are final, or declared by Spring or the JDK, pass but
 * read as {@code null} or zero through the proxy.
 * <p>
 * A method that is given a proxy of its own class, a superclass or a subclass gets the
 * instance behind it, so that {@code compareTo} reads the fields of the instance; if the
 * method returns that argument, the caller gets the proxy. The same holds for elements of
 * an array, which the method gets as a copy. A method that keeps such an argument keeps
 * the instance but not the proxy, so the instance is destroyed with the proxy all the
 * same: declare beans that keep each other by an interface. Elements of collections and
 * optionals stay proxies, and lambdas and nested classes get the proxy. They, static
 * methods and other classes that are given a proxy must call its methods.
 * <p>
 * <strong>A reference to the proxy is about the proxy</strong>: a finalizer that is
 * registered for it runs after the bean is no longer used, a weak reference to it ends
 * then, and so do companions, group memberships and connections. A reference that the
 * instance registers for {@code this} is about the instance.
 * <p>
 * <strong>Work that goes on after a call has returned does not keep the bean in
 * use</strong>: a thread, a future, a stream that reads from it. Neither does an object
 * that holds the instance itself, such as a list of listeners to which the instance has
 * added {@code this}: the instance stays in memory, but is destroyed when its proxy has
 * been collected. Endpoint and meters count instances that are still held then as
 * {@code endedButLive}.
 * <p>
 * The products of a {@code FactoryBean} are refused: Spring does not destroy them.
 * <p>
 * Beans that the context has no definition of, such as inner beans, are left alone.
 *
 * @see TrackedBeans
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
public @interface DestroyWhenUnused {

}
