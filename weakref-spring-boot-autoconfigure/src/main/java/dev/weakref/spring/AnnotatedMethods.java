package dev.weakref.spring;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.core.annotation.MergedAnnotations;

/**
 * Finds the methods of beans that have an annotation of this library, and has the rules
 * that these annotations share.
 *
 * @hidden
 */
@Internal
public final class AnnotatedMethods {

	/** Annotations that do nothing where a method is not called on a proxy. */
	private static final List<String> ADVICE = List.of("org.springframework.scheduling.annotation.Async",
			"org.springframework.transaction.annotation.Transactional", "jakarta.transaction.Transactional",
			"org.springframework.cache.annotation.Cacheable", "org.springframework.cache.annotation.CachePut",
			"org.springframework.cache.annotation.CacheEvict", "org.springframework.cache.annotation.Caching",
			"org.springframework.resilience.annotation.Retryable",
			"org.springframework.resilience.annotation.ConcurrencyLimit",
			"org.springframework.retry.annotation.Retryable",
			"org.springframework.security.access.prepost.PreAuthorize",
			"org.springframework.security.access.prepost.PostAuthorize",
			"org.springframework.security.access.prepost.PreFilter",
			"org.springframework.security.access.prepost.PostFilter",
			"org.springframework.security.access.annotation.Secured", "jakarta.annotation.security.RolesAllowed",
			"org.springframework.validation.annotation.Validated", "io.micrometer.observation.annotation.Observed",
			"io.micrometer.core.annotation.Timed", "dev.weakref.spring.cache.Memoized");

	private AnnotatedMethods() {
	}

	/**
	 * Returns the methods of a class that have an annotation or inherit it. The
	 * framework's own classes have none.
	 * @param type the class
	 * @param annotation the type of the annotation
	 * @param <A> the type of the annotation
	 * @return the methods with their annotations; the attributes of composed annotations
	 * are merged
	 */
	public static <A extends Annotation> Map<Method, A> of(Class<?> type, Class<A> annotation) {
		if (FrameworkClasses.contains(type) || !AnnotationUtils.isCandidateClass(type, annotation)) {
			return Map.of();
		}
		return MethodIntrospector.selectMethods(type,
				(MetadataLookup<A>) (method) -> AnnotatedElementUtils.findMergedAnnotation(method, annotation));
	}

	/**
	 * Refuses a method that cannot be called on each instance of a bean.
	 * @param method the method
	 * @param staticRemedy the remedy if the method is static
	 * @param verb the verb for the calls of the method, such as "listen"
	 * @param refusal creates the exception of a reason and a remedy
	 */
	public static void requireCallable(Method method, String staticRemedy, String verb,
			BiFunction<String, String, ? extends AnnotatedMethodException> refusal) {
		if (Modifier.isStatic(method.getModifiers())) {
			throw refusal.apply("it is static, so it belongs to no instance", staticRemedy);
		}
		if (Modifier.isPrivate(method.getModifiers())) {
			throw refusal.apply("it is private", "Make it package-private at least");
		}
		String suspending = whySuspending(method);
		if (suspending != null) {
			throw refusal.apply(suspending, "Let an ordinary function " + verb + ", and start the coroutine there");
		}
	}

	/**
	 * Refuses a method with other annotations that have no effect where the method is
	 * called on the instance itself, not on a proxy.
	 * @param method the method
	 * @param type the class of the bean
	 * @param asyncRemedy the remedy if the annotation is that of asynchronous methods
	 * @param refusal creates the exception of a reason and a remedy
	 */
	public static void requireNoLostAdvice(Method method, Class<?> type, String asyncRemedy,
			BiFunction<String, String, ? extends AnnotatedMethodException> refusal) {
		String reason = whyAdviceIsLost(method, type);
		if (reason != null) {
			throw refusal.apply(reason, reason.contains("@Async") ? asyncRemedy
					: "Let it call a method of another bean that has the annotation");
		}
	}

	/**
	 * Returns the reason why other annotations of a method have no effect where the
	 * method is called on the instance itself, not on a proxy.
	 * @param method the method
	 * @param type the class of the bean
	 * @return a clause that names the annotation, or {@code null} if there is none
	 */
	static @Nullable String whyAdviceIsLost(Method method, Class<?> type) {
		String advice = advice(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY));
		String ofClass = (advice != null) ? null : advice(MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY));
		if (advice == null && ofClass == null) {
			return null;
		}
		return "it is called on the instance itself rather than on a proxy, so that "
				+ ((advice != null) ? "its @" + advice : "the @" + ofClass + " of its class") + " would do nothing";
	}

	private static @Nullable String advice(MergedAnnotations annotations) {
		return ADVICE.stream()
			.filter(annotations::isPresent)
			.map((name) -> name.substring(name.lastIndexOf('.') + 1))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Returns the reason why a suspending function of Kotlin cannot be called like other
	 * methods.
	 * @param method the method
	 * @return a clause, or {@code null} if it is an ordinary method
	 */
	public static @Nullable String whySuspending(Method method) {
		return KotlinDetector.isSuspendingFunction(method)
				? "it is suspending, so that it has a hidden parameter and returns before it has a result" : null;
	}

	/**
	 * Describes a method for texts.
	 * @param method the method
	 * @return its class, its name and the types of its parameters
	 */
	public static String describe(Method method) {
		return method.getDeclaringClass().getName() + "." + method.getName()
				+ Arrays.stream(method.getParameterTypes())
					.map(Class::getName)
					.collect(Collectors.joining(", ", "(", ")"));
	}

}
