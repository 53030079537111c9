package dev.weakref.spring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedException;
import dev.weakref.spring.bean.TrackedBeans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.util.Assert;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the first table of docs/beans.md against each feature in each scope.
 */
class BeanRulesTests {

	private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/beans.md");

	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("featuresAndScopes")
	void eachFeatureDoesInEachScopeWhatTheTableSays(Feature feature, BeanScope scope) throws IOException {
		String expected = cell(feature, scope);
		runner(feature, scope).run((context) -> {
			if (expected.startsWith("refused")) {
				assertThat(context).hasFailed();
				assertThat(NestedExceptionUtils.getMostSpecificCause(context.getStartupFailure()))
					.isInstanceOf(DestroyWhenUnusedException.class);
				return;
			}
			assertThat(context).hasNotFailed();
			List<Object> beans = List.of(context.getBean("window"), context.getBean("window"));
			assertThat(feature.use.applyAsInt(new Use(context, beans)))
				.isEqualTo(expected.startsWith("not ") ? 0 : scope.instances);
		});
	}

	@Test
	void theTableHasEachFeatureAndNoOther() throws IOException {
		assertThat(rows().map((row) -> row.get(0)))
			.containsExactlyElementsOf(Arrays.stream(Feature.values()).map((feature) -> feature.text).toList());
	}

	static Stream<Arguments> featuresAndScopes() {
		return Arrays.stream(Feature.values())
			.flatMap((feature) -> Arrays.stream(BeanScope.values()).map((scope) -> Arguments.of(feature, scope)));
	}

	private static String cell(Feature feature, BeanScope scope) throws IOException {
		return rows().filter((row) -> row.get(0).equals(feature.text))
			.map((row) -> row.get(1 + scope.ordinal()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("There is no row '" + feature.text + "' in " + PAGE));
	}

	/**
	 * The rows of the first table of the page, without its head.
	 */
	private static Stream<List<String>> rows() throws IOException {
		return Files.readAllLines(PAGE)
			.stream()
			.dropWhile((line) -> !line.equals("## Which annotation works where"))
			.dropWhile((line) -> !line.startsWith("|"))
			.takeWhile((line) -> line.startsWith("|"))
			.skip(2)
			.map((line) -> Arrays.stream(line.split("\\|")).skip(1).map(String::strip).toList());
	}

	private static ApplicationContextRunner runner(Feature feature, BeanScope scope) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
							WeakRefListenersAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class,
							WeakRefReceiversAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class))
			.withUserConfiguration(FactoryProductTests.Windows.class)
			.withInitializer((context) -> register((GenericApplicationContext) context,
					(feature == Feature.DESTROY_WHEN_UNUSED) ? LentWindow.class : FactoryProductTests.Window.class,
					scope));
	}

	private static void register(GenericApplicationContext context, Class<?> type, BeanScope scope) {
		context.getBeanFactory().registerScope("each", new EachTime());
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
		switch (scope) {
			case PROTOTYPE -> definition.setScope("prototype");
			case CUSTOM -> definition.setScope("each");
			case PRODUCT -> {
				definition = new RootBeanDefinition(WindowFactory.class);
				definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
				definition.getConstructorArgumentValues().addGenericArgumentValue(type, Class.class.getName());
			}
			default -> Assert.state(scope == BeanScope.SINGLETON, "is a singleton");
		}
		context.registerBeanDefinition("window", definition);
	}

	enum Feature {

		TRACKED("`@Tracked`, `weakref.beans.track`",
				(use) -> use.context.getBean(TrackedBeans.class)
					.directory()
					.all()
					.stream()
					.mapToInt((beans) -> (int) beans.registered())
					.sum()),

		TYPE_FINALIZER("`TypeFinalizer`", FactoryProductTests.Feature.TYPE_FINALIZER),

		DESTROY_WHEN_UNUSED("`@DestroyWhenUnused`",
				(use) -> (int) use.beans.stream().filter((bean) -> bean.getClass() != LentWindow.class).count()),

		LISTENER("`@WeakEventListener`", FactoryProductTests.Feature.LISTENER),

		RECEIVER("`@WeakReceiver`", FactoryProductTests.Feature.RECEIVER),

		MEMOIZED("`@Memoized`", (use) -> (int) use.beans.stream().map(Feature::page).distinct().count());

		private final String text;

		private final ToIntFunction<Use> use;

		Feature(String text, FactoryProductTests.Feature feature) {
			this(text, (use) -> feature.use(use.context));
		}

		Feature(String text, ToIntFunction<Use> use) {
			this.text = text;
			this.use = use;
		}

		private static Object page(Object bean) {
			FactoryProductTests.Window window = (FactoryProductTests.Window) bean;
			assertThat(window.page("a")).isSameAs(window.page("a"));
			return window.page("a");
		}

	}

	enum BeanScope {

		SINGLETON(1), PROTOTYPE(2), CUSTOM(2), PRODUCT(2);

		private final int instances;

		BeanScope(int instances) {
			this.instances = instances;
		}

	}

	/**
	 * A feature at work.
	 *
	 * @param context the context
	 * @param beans two beans that it gave
	 */
	record Use(ApplicationContext context, List<Object> beans) {

	}

	@DestroyWhenUnused
	static class LentWindow extends FactoryProductTests.Window {

		LentWindow(FactoryProductTests.Log log) {
			super(log);
		}

	}

	static class WindowFactory implements FactoryBean<Object> {

		private final FactoryProductTests.Log log;

		private final Class<?> type;

		WindowFactory(FactoryProductTests.Log log, Class<?> type) {
			this.log = log;
			this.type = type;
		}

		@Override
		public Object getObject() {
			return (this.type == LentWindow.class) ? new LentWindow(this.log)
					: new FactoryProductTests.Window(this.log);
		}

		@Override
		public Class<?> getObjectType() {
			return this.type;
		}

		@Override
		public boolean isSingleton() {
			return false;
		}

	}

	/**
	 * Makes an instance each time.
	 */
	static class EachTime extends SimpleThreadScope {

		@Override
		public Object get(String name, ObjectFactory<?> objectFactory) {
			return objectFactory.getObject();
		}

	}

}
