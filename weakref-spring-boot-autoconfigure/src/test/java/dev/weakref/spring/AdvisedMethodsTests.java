package dev.weakref.spring;

import java.lang.annotation.Annotation;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;

import net.bytebuddy.ByteBuddy;
import net.bytebuddy.description.annotation.AnnotationDescription;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.implementation.FixedValue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the annotations that have no effect on a method that is called on the
 * instance itself. Most of them are not on the class path and are made here.
 */
class AdvisedMethodsTests {

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.scheduling.annotation.Async",
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
			"io.micrometer.core.annotation.Timed", "dev.weakref.spring.cache.Memoized" })
	void anAnnotationThatWouldDoNothingIsFoundOnTheMethodAndOnItsClass(String annotation) throws Exception {
		Class<?> onMethod = load(annotation, true);
		Class<?> onClass = load(annotation, false);
		String name = "@" + annotation.substring(annotation.lastIndexOf('.') + 1);
		assertThat(AnnotatedMethods.whyAdviceIsLost(on(onMethod), onMethod))
			.contains("so that its " + name + " would do nothing");
		assertThat(AnnotatedMethods.whyAdviceIsLost(on(onClass), onClass))
			.contains("so that the " + name + " of its class would do nothing");
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.springframework.core.annotation.Order", "com.acme.Transactional" })
	void otherAnnotationsAreLeftAlone(String annotation) throws Exception {
		Class<?> type = load(annotation, true);
		assertThat(AnnotatedMethods.whyAdviceIsLost(on(type), type)).isNull();
	}

	private static Method on(Class<?> type) throws NoSuchMethodException {
		return type.getDeclaredMethod("on");
	}

	private static Class<?> load(String name, boolean onMethod) {
		try (DynamicType.Unloaded<? extends Annotation> annotation = new ByteBuddy().makeAnnotation()
			.name(name)
			.annotateType(AnnotationDescription.Builder.ofType(Retention.class)
				.define("value", RetentionPolicy.RUNTIME)
				.build())
			.make()) {
			AnnotationDescription mark = AnnotationDescription.Builder.ofType(annotation.getTypeDescription()).build();
			DynamicType.Builder<Object> type = new ByteBuddy().subclass(Object.class).name("com.acme.Advised");
			DynamicType.Builder.MethodDefinition<Object> method = ((onMethod) ? type : type.annotateType(mark))
				.defineMethod("on", Object.class, Visibility.PUBLIC)
				.intercept(FixedValue.nullValue());
			return ((onMethod) ? method.annotateMethod(mark) : method).make()
				.include(annotation)
				.load(AdvisedMethodsTests.class.getClassLoader(), ClassLoadingStrategy.Default.CHILD_FIRST)
				.getLoaded();
		}
	}

}
