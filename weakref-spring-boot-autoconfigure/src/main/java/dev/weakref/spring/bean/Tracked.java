package dev.weakref.spring.bean;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets {@link TrackedBeans} count the instances of a bean that the context does not keep.
 * The annotation is on the class of a prototype, request, session or custom scoped bean,
 * or on its {@code @Bean} method. The property {@code weakref.beans.track} names
 * packages, whole scopes, and types that cannot be annotated.
 * <p>
 * Superclasses are not examined. A singleton lives as long as the application context, so
 * it is not tracked and the log has a warning. On the class of a factory bean the
 * annotation refers to the factory bean. The products of a factory bean are tracked like
 * prototypes if it creates several: the annotation is on their class, or on the
 * {@code @Bean} method that creates the factory bean.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE })
public @interface Tracked {

}
