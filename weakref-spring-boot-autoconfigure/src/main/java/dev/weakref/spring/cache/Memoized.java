package dev.weakref.spring.cache;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.weakref.collection.KeyEquality;

import org.springframework.aot.hint.annotation.Reflective;

/**
 * Lets a method of a bean remember its results. Each result is kept while its arguments
 * and the bean live, and forgotten with the first of them that is collected.
 *
 * <pre>
 * &#64;Memoized
 * Layout layout(Document document, Page page) {
 *     return new Layout(document, page);
 * }</pre>
 *
 * Concurrent calls with equal arguments share one computation. A {@code null} is
 * remembered, an exception and a future that fails are not. Arguments are held weakly,
 * except for those that are never collected or are shared by value, such as numbers, enum
 * constants and {@code null}: these are held as long as the others live, or as long as
 * the bean if there are no others. {@link dev.weakref.memo.Memo} describes the rest.
 * <p>
 * <strong>Only calls through the proxy of the bean are seen</strong>, as with all of
 * Spring's annotations: not those from within the bean itself. Methods that no proxy sees
 * (private, static, final), those whose results cannot be used twice, and suspending
 * functions of Kotlin are refused: at start-up where that can be told without the bean,
 * or else when the bean is made. The products of a factory bean are beans like others.
 * <p>
 * A result is held strongly, so it must not hold an argument, or both stay as long as the
 * bean. A {@code String} is an object like others: if a string was created for the call,
 * its result is removed when the string is collected. For results by such keys, use
 * {@code @Cacheable} with a cache that retains them.
 */
@Target({ ElementType.METHOD, ElementType.ANNOTATION_TYPE })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Reflective
public @interface Memoized {

	/**
	 * Returns the rule by which two arguments are the same.
	 * @return the rule
	 */
	KeyEquality keys() default KeyEquality.EQUALS;

}
