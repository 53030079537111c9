package dev.weakref.spring.bean;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets {@link TrackedBeans} count the instances of a bean that comes and goes: on the
 * class of a prototype, request, session or custom scoped bean, or on its {@code @Bean}
 * method. Packages, types of others and whole scopes are named in the configuration, by
 * {@code weakref.beans.track}.
 * <p>
 * The class of the bean itself is looked at, not its superclasses. A singleton is not
 * tracked, which the log mentions: it lives as long as the application context. On the
 * class of a factory bean the annotation means the factory bean. The products of a
 * factory bean are tracked like prototypes if it makes several: on their class, or on the
 * {@code @Bean} method that makes the factory bean.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
public @interface Tracked {

}
