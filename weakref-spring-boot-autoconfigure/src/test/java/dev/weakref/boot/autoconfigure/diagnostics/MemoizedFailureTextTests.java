package dev.weakref.boot.autoconfigure.diagnostics;

import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.Function;
import java.util.stream.IntStream;

import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.spring.cache.Memoized;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says that asks for the impossible with {@link Memoized}.
 */
class MemoizedFailureTextTests extends AbstractFailureTextTests {

	@Test
	void aMethodWithoutResultIsRefused() {
		assertThat(said(Nothing.class)).contains(cannot(Nothing.class, "print(Object)", "it has no result to remember"),
				"Remove @Memoized.");
	}

	@Test
	void aPrivateMethodIsRefused() {
		assertThat(said(Private.class)).contains(
				cannot(Private.class, "style(Object)",
						"it is private, so that the proxy of the bean does not see its calls"),
				"Remove 'private' from the method, or use Memoizers.");
	}

	@Test
	void aStaticMethodIsRefused() {
		assertThat(said(Static.class)).contains(cannot(Static.class, "style(Object)",
				"it is static, so that the proxy of the bean does not see its calls"));
	}

	@Test
	void aFinalMethodIsRefused() {
		assertThat(said(Final.class)).contains(cannot(Final.class, "style(Object)",
				"it is final, so that the proxy of the bean does not see its calls"));
	}

	@Test
	void aFinalClassIsRefused() {
		assertThat(said(Sealed.class)).contains(
				cannot(Sealed.class, "style(Object)", "its class is final, so that there can be no proxy of it"),
				"Remove 'final' from the class, or use Memoizers.");
	}

	@Test
	void aMethodThatIsInNoInterfaceIsRefused() {
		assertThat(this.start.with("spring.aop.proxy-target-class: false", Memoizing.class, Hidden.class)).contains(
				cannot(Hidden.class, "style(Object)",
						"the proxy of the bean has its interfaces only, none of which has the method"),
				"Declare the method in an interface, or set spring.aop.proxy-target-class to true.");
	}

	@Test
	void aVariableNumberOfArgumentsIsRefused() {
		assertThat(said(Variable.class)).contains(
				cannot(Variable.class, "style(Object[])", "its last argument is a new array for each call"),
				"Let it have a parameter of its own for each argument, or one of a type that callers share.");
	}

	@ParameterizedTest
	@ValueSource(classes = { Streams.class, Iterators.class, Inputs.class, Publishers.class, Monos.class })
	void aResultThatIsUsedUpIsRefused(Class<?> configuration) {
		assertThat(said(configuration)).contains(" can be used only once, or starts again each time.",
				"Return a collection or another value that can be shared, or use @Cacheable for reactive types.");
	}

	private String said(Class<?> configuration) {
		return this.start.with("", Memoizing.class, configuration);
	}

	private static String cannot(Class<?> configuration, String method, String reason) {
		return "The method " + configuration.getName() + "$Styles." + method + " of bean 'styles' cannot be memoized: "
				+ reason + ".";
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(WeakRefMemoizedAutoConfiguration.class)
	static class Memoizing {

	}

	@Configuration(proxyBeanMethods = false)
	static class Nothing {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static class Styles {

			@Memoized
			void print(Object document) {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Private {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static class Styles {

			@Memoized
			private Object style(Object document) {
				return document;
			}

			Object use() {
				return style(this);
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Static {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static class Styles {

			@Memoized
			static Object style(Object document) {
				return document;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Final {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static class Styles {

			@Memoized
			final Object style(Object document) {
				return document;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Sealed {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static final class Styles {

			@Memoized
			Object style(Object document) {
				return document;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static class Styles implements Function<Object, Object> {

			@Override
			public Object apply(Object document) {
				return style(document);
			}

			@Memoized
			Object style(Object document) {
				return document;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Variable {

		@Bean
		Styles styles() {
			return new Styles();
		}

		static class Styles {

			@Memoized
			Object style(Object... documents) {
				return documents;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Streams {

		@Memoized
		IntStream numbers() {
			return IntStream.of(1);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Iterators {

		@Memoized
		Iterator<String> names() {
			return List.of("a").iterator();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Inputs {

		@Memoized
		InputStream input() {
			return InputStream.nullInputStream();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Publishers {

		@Memoized
		Flow.Publisher<String> names() {
			return (subscriber) -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Monos {

		@Memoized
		Mono<String> name() {
			return Mono.just("a");
		}

	}

}
