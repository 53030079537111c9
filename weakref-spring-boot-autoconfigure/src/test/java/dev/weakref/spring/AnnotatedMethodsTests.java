package dev.weakref.spring;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.spring.signal.WeakReceiver;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the search for annotated methods in the classes of beans.
 */
class AnnotatedMethodsTests {

	@Test
	void aComposedAnnotationCountsMoreThanThatOfTheOverriddenMethod() {
		assertThat(AnnotatedMethods.of(ComposedReceiver.class, WeakReceiver.class).values()).singleElement()
			.satisfies((receiver) -> assertThat(receiver.signal()).containsExactly("other"));
	}

	@Test
	void aBeanThatIsNeverMadeMayHaveMethodsThatCannotBeTold() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		beanFactory.registerBeanDefinition("bean", new RootBeanDefinition(Object.class));
		beanFactory.registerBeanDefinition("unknown",
				BeanDefinitionBuilder.genericBeanDefinition("Unknown").getBeanDefinition());
		List<String> seen = new ArrayList<>();
		BeanInstances.forEachUncreated(beanFactory, (beanName, type) -> {
			seen.add(beanName);
			throw new NoClassDefFoundError("Missing");
		});
		assertThat(seen).containsExactly("bean");
		assertThat(BeanInstances.definedType(beanFactory, "unknown")).isNull();
	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@WeakReceiver("other")
	@interface OnOther {

	}

	static class ComposedReceiver extends AnnotatedBeans.ReceiverBase {

		@Override
		@OnOther
		public Object on(String event) {
			return super.on(event);
		}

	}

}
