package dev.weakref.spring;

import java.util.stream.Stream;

import dev.weakref.spring.FactoryProducts.Making;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A factory bean is refused if the class of its products is to be destroyed when unused.
 */
class MarkedProductTests {

	@ParameterizedTest
	@MethodSource("factoriesOfMarkedClasses")
	void productsAreNotDestroyedWhenUnusedAndTheStartSaysSo(Class<?> configuration) {
		FactoryProducts.runner(configuration).run((context) -> {
			assertThat(context).hasFailed();
			assertRefused(context.getStartupFailure());
		});
	}

	static Stream<Class<?>> factoriesOfMarkedClasses() {
		return Stream.of(SeveralMarked.class, OneMarked.class, LazyMarked.class, PrototypeMarked.class);
	}

	@Test
	void aProductOfUnknownTypeIsRefusedWhenItIsMade() {
		FactoryProducts.runner(UnknownMarked.class)
			.run((context) -> assertRefused(catchThrowable(() -> context.getBean("marked"))));
	}

	@Test
	void aScopedProxyStandsForBeansThatAreDestroyedWhenUnused() {
		FactoryProducts.runner(Scoped.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("marked").toString()).isEqualTo("marked");
		});
	}

	private static void assertRefused(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		assertThat(NestedExceptionUtils.getMostSpecificCause(failure)).isInstanceOf(DestroyWhenUnusedException.class)
			.hasMessageContaining("its instances of " + Marked.class.getName()
					+ " are products of a FactoryBean, whose products Spring does not destroy");
	}

	@DestroyWhenUnused
	static class Marked {

		@Override
		public String toString() {
			return "marked";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralMarked {

		@Bean
		FactoryBean<Marked> marked() {
			return new Making<>(Marked::new, Marked.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OneMarked {

		@Bean
		FactoryBean<Marked> marked() {
			return new Making<>(Marked::new, Marked.class, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazyMarked {

		@Bean
		@Lazy
		FactoryBean<Marked> marked() {
			return new Making<>(Marked::new, Marked.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrototypeMarked {

		@Bean
		@Scope("prototype")
		FactoryBean<Marked> marked() {
			return new Making<>(Marked::new, Marked.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UnknownMarked {

		@Bean
		FactoryBean<?> marked() {
			return new Making<>(Marked::new, null, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Scoped {

		@Bean
		@Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Marked marked() {
			return new Marked();
		}

	}

}
