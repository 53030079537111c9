package dev.weakref.spring;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.AnnotatedBeans.Counter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Holds the table of docs/annotations.md against each annotation on a method.
 */
@ExtendWith(OutputCaptureExtension.class)
class AnnotationRulesTests {

	private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/annotations.md");

	@ParameterizedTest(name = "{0}: {1}")
	@MethodSource("rulesAndAnnotations")
	void eachAnnotationKeepsEachRuleAsTheTableSays(Rule rule, Annotation annotation, CapturedOutput output)
			throws IOException {
		String expected = cell(rule, annotation);
		rule.runner(annotation).run((context) -> {
			if (expected.startsWith("refused when made")) {
				assertRefused(rule, catchThrowable(() -> context.getBean("bean")));
				return;
			}
			if (expected.startsWith("refused")) {
				assertRefused(rule, context.getStartupFailure());
				return;
			}
			assertThat(context).hasNotFailed();
			Counter bean = rule.bean(context);
			assertThat(bean.calls()).isZero();
			annotation.use(context, bean);
			if (expected.startsWith("no effect")) {
				assertThat(bean.calls()).isEqualTo(annotation.unused);
				assertThat(output).contains(rule.reason);
			}
			else {
				assertThat(expected).startsWith("works");
				assertThat(bean.calls()).isOne();
				assertThat(output).doesNotContain("is not available", "is never called");
			}
		});
	}

	@Test
	void theTableHasEachRule() throws IOException {
		assertThat(rows().map((row) -> row.get(0)))
			.containsExactlyElementsOf(Arrays.stream(Rule.values()).map((rule) -> rule.text).toList());
	}

	static Stream<Arguments> rulesAndAnnotations() {
		return Arrays.stream(Rule.values())
			.flatMap((rule) -> Arrays.stream(Annotation.values()).map((annotation) -> Arguments.of(rule, annotation)));
	}

	private static void assertRefused(Rule rule, @Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		assertThat(NestedExceptionUtils.getMostSpecificCause(failure)).isInstanceOf(UnsuitableBeanException.class)
			.hasMessageContaining(rule.reason);
	}

	private static String cell(Rule rule, Annotation annotation) throws IOException {
		return rows().filter((row) -> row.get(0).equals(rule.text))
			.map((row) -> row.get(1 + annotation.ordinal()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no row '" + rule.text + "' in " + PAGE));
	}

	/**
	 * The rows of the table of methods, without its head.
	 */
	private static Stream<List<String>> rows() throws IOException {
		return Files.readAllLines(PAGE)
			.stream()
			.dropWhile((line) -> !line.startsWith("| the method or its bean |"))
			.takeWhile((line) -> line.startsWith("|"))
			.skip(2)
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList());
	}

	enum Rule {

		PLAIN("an instance method with one parameter and a result", "Plain", BeanDeclaration.PROTOTYPE, ""),

		SINGLETON("the bean is a singleton", "Plain", BeanDeclaration.SINGLETON, ""),

		LAZY("the bean is a lazy singleton", "Plain", BeanDeclaration.LAZY, ""),

		SCOPED("the bean has a scoped proxy", "Plain", BeanDeclaration.SCOPED_PROXY, ""),

		PRODUCT("the bean is one of several products of a `FactoryBean`", "Plain", BeanDeclaration.PRODUCT, ""),

		UNKNOWN_PRODUCT("the same, and the `FactoryBean` does not tell their class", "Plain",
				BeanDeclaration.UNKNOWN_PRODUCT, "is annotated with @WeakEventListener but is never called"),

		FACTORY("the bean is a `FactoryBean` itself", "Factory", BeanDeclaration.SINGLETON,
				"the bean is a FactoryBean"),

		EARLY("the library needs the bean for its own work", "Plain", BeanDeclaration.EARLY,
				"'bean' is created while "),

		OVERRIDING("methods that it overrides have the annotation as well", "Overriding", BeanDeclaration.PROTOTYPE,
				""),

		INHERITED("only the interface's method has the annotation", "Inherited", BeanDeclaration.PROTOTYPE, ""),

		BRIDGED("it implements a generic method, by way of a bridge method", "Bridged", BeanDeclaration.PROTOTYPE, ""),

		STATIC("static", "Static", BeanDeclaration.PROTOTYPE, "it is static"),

		LAZY_STATIC("static, and the bean is a lazy singleton", "Static", BeanDeclaration.LAZY, "it is static"),

		PRODUCT_STATIC("static, and the bean is a product of a `FactoryBean`", "Static", BeanDeclaration.PRODUCT,
				"it is static"),

		PRIVATE("private", "Private", BeanDeclaration.PROTOTYPE, "it is private"),

		FINAL("final", "Final", BeanDeclaration.PROTOTYPE, "it is final"),

		PROXIED_FINAL("final, and the bean is a singleton with a proxy of its class", "Final", BeanDeclaration.PROXIED,
				"it is final"),

		SUSPENDING("a suspending function of Kotlin", "Suspending", BeanDeclaration.PROTOTYPE, "it is suspending"),

		MANY_PARAMETERS("three parameters", "ManyParameters", BeanDeclaration.PROTOTYPE, "it has 3 parameters"),

		SILENT("no result", "Silent", BeanDeclaration.PROTOTYPE, "it has no result"),

		ADVISED("`@Transactional`, `@Async` or the like on the method", "Advised", BeanDeclaration.PROTOTYPE,
				"so that its @Transactional would do nothing"),

		ADVISED_CLASS("the same on the class", "AdvisedClass", BeanDeclaration.PROTOTYPE,
				"so that the @Transactional of its class would do nothing"),

		ADVISED_SINGLETON("the same, and the bean is a singleton", "Advised", BeanDeclaration.PROXIED,
				"so that its @Transactional would do nothing");

		private final String text;

		private final String beans;

		private final BeanDeclaration declaration;

		private final String reason;

		Rule(String text, String beans, BeanDeclaration declaration, String reason) {
			this.text = text;
			this.beans = beans;
			this.declaration = declaration;
			this.reason = reason;
		}

		Counter bean(BeanFactory beanFactory) {
			return (Counter) switch (this) {
				case FACTORY -> beanFactory.getBean(BeanFactory.FACTORY_BEAN_PREFIX + "bean");
				case EARLY, UNKNOWN_PRODUCT -> beanFactory.getBean("early", List.class).get(0);
				default -> beanFactory.getBean("bean");
			};
		}

		ApplicationContextRunner runner(Annotation annotation) {
			Class<?> type = annotation.bean(this.beans);
			return new ApplicationContextRunner()
				.withConfiguration(
						AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
								WeakRefListenersAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class,
								WeakRefReceiversAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class))
				.withUserConfiguration(Events.class)
				.withInitializer((context) -> this.declaration.register((GenericApplicationContext) context,
						new RootBeanDefinition(type)));
		}

	}

	enum Annotation {

		LISTENER("Listener", 0) {

			@Override
			void use(ConfigurableApplicationContext context, Counter bean) {
				context.publishEvent("event");
			}

		},

		RECEIVER("Receiver", 0) {

			@Override
			void use(ConfigurableApplicationContext context, Counter bean) {
				@SuppressWarnings("unchecked")
				Signal<Object, Object> events = context.getBean("events", Signal.class);
				events.send("event");
			}

		},

		MEMO("Memo", 2) {

			@Override
			void use(ConfigurableApplicationContext context, Counter bean) {
				call(bean);
				call(bean);
			}

		};

		private final String suffix;

		/** How many calls there are if the annotation has no effect. */
		private final int unused;

		Annotation(String suffix, int unused) {
			this.suffix = suffix;
			this.unused = unused;
		}

		abstract void use(ConfigurableApplicationContext context, Counter bean);

		Class<?> bean(String name) {
			return Arrays.stream(AnnotatedBeans.class.getDeclaredClasses())
				.filter((type) -> type.getSimpleName().equals(name + this.suffix))
				.findFirst()
				.orElseThrow();
		}

		private static void call(Object bean) {
			Method method = Arrays.stream(ReflectionUtils.getAllDeclaredMethods(bean.getClass()))
				.filter((candidate) -> candidate.getName().equals("on") && !candidate.isBridge())
				.findFirst()
				.orElseThrow();
			ReflectionUtils.makeAccessible(method);
			Object[] arguments = new Object[method.getParameterCount()];
			Arrays.fill(arguments, "event");
			ReflectionUtils.invokeMethod(method, bean, arguments);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Events {

		@Bean
		Signal<Object, Object> events(Signals signals) {
			return signals.create("events");
		}

	}

}
