package dev.weakref.spring;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefMemoizedAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedException;
import dev.weakref.spring.bean.ManagedBeans;
import dev.weakref.spring.bean.Tracked;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.event.WeakEventListener;
import dev.weakref.spring.signal.WeakReceiver;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Tests for each feature that tells singletons from other beans, with products of factory
 * beans.
 */
@ExtendWith(OutputCaptureExtension.class)
class FactoryProductTests {

	@ParameterizedTest(name = "{0} of {1}")
	@MethodSource("featuresAndFactories")
	void eachProductIsAnInstanceOfItsOwn(Feature feature, Factory factory) {
		runner(factory).run((context) -> {
			Object one = context.getBean("window");
			Object two = context.getBean("window");
			Log log = context.getBean(Log.class);
			assertThat(feature.use(context))
				.isEqualTo(factory.singleton ? feature.effectOnSingleton : factory.instances);
			assertThat(log.windows).hasSize(factory.instances);
			Reference.reachabilityFence(one);
			Reference.reachabilityFence(two);
		});
	}

	@ParameterizedTest
	@EnumSource(names = { "SEVERAL", "PROTOTYPE" })
	void eachProductRemembersForItself(Factory factory) {
		runner(factory).run((context) -> {
			Window one = context.getBean(Window.class);
			Window two = context.getBean(Window.class);
			assertThat(one.page("a")).isSameAs(one.page("a")).isNotSameAs(two.page("a"));
		});
	}

	static Stream<Arguments> featuresAndFactories() {
		return Arrays.stream(Feature.values())
			.flatMap((feature) -> Arrays.stream(Factory.values()).map((factory) -> Arguments.of(feature, factory)));
	}

	@ParameterizedTest
	@MethodSource("factoriesOfMarkedClasses")
	void productsAreNotDestroyedWhenUnusedAndTheStartSaysSo(Class<?> configuration) {
		runner(configuration).run((context) -> {
			assertThat(context).hasFailed();
			assertRefused(context.getStartupFailure());
		});
	}

	static Stream<Class<?>> factoriesOfMarkedClasses() {
		return Stream.of(SeveralMarked.class, OneMarked.class, LazyMarked.class, PrototypeMarked.class);
	}

	@Test
	void aProductOfUnknownTypeIsRefusedWhenItIsMade() {
		runner(UnknownMarked.class).run((context) -> assertRefused(catchThrowable(() -> context.getBean("marked"))));
	}

	@Test
	void aScopedProxyStandsForBeansThatAreDestroyedWhenUnused() {
		runner(Scoped.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("marked").toString()).isEqualTo("marked");
		});
	}

	@ParameterizedTest
	@MethodSource("trackedFactories")
	void theMarkOfTheBeanMethodAndTheConfigurationMeanTheProducts(Class<?> configuration) {
		runner(configuration).withPropertyValues("weakref.beans.track=" + Chosen.class.getName()).run((context) -> {
			Object product = context.getBean("product");
			assertThat(context.getBean(TrackedBeans.class).directory().all()).extracting(ManagedBeans::name)
				.containsExactly(product.getClass().getName() + " (prototype)");
			Reference.reachabilityFence(product);
		});
	}

	static Stream<Class<?>> trackedFactories() {
		return Stream.of(MarkedMethod.class, MarkedMethodOfPrototype.class, ChosenProducts.class);
	}

	@ParameterizedTest
	@MethodSource("markedSingletons")
	void aMarkOnASingletonIsMentioned(Class<?> configuration, String bean, CapturedOutput output) {
		runner(configuration).run((context) -> {
			assertThat(context.getBean("product")).isNotNull();
			assertThat(context.getBean(TrackedBeans.class).directory().all()).isEmpty();
			assertThat(output).containsOnlyOnce("is marked with @Tracked")
				.contains("The bean '" + bean + "' is marked with @Tracked but is a singleton");
		});
	}

	static Stream<Arguments> markedSingletons() {
		return Stream.of(Arguments.of(MarkedSingleton.class, "product"),
				Arguments.of(MarkedSingleProduct.class, "product"),
				Arguments.of(MarkedSingleFactory.class, "&product"));
	}

	private static void assertRefused(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		assertThat(NestedExceptionUtils.getMostSpecificCause(failure)).isInstanceOf(DestroyWhenUnusedException.class)
			.hasMessageContaining("its instances of " + Marked.class.getName()
					+ " are products of a FactoryBean, whose products Spring does not ask about their end");
	}

	private static ApplicationContextRunner runner(Factory factory) {
		return runner(Windows.class)
			.withInitializer((context) -> ((GenericApplicationContext) context).registerBean("window",
					WindowFactory.class, () -> new WindowFactory(context.getBean(Log.class), factory),
					(definition) -> definition.setScope((factory == Factory.PROTOTYPE) ? "prototype" : "singleton")));
	}

	private static ApplicationContextRunner runner(Class<?> configuration) {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class,
							WeakRefListenersAutoConfiguration.class, WeakRefMemoizedAutoConfiguration.class,
							WeakRefReceiversAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class))
			.withUserConfiguration(configuration);
	}

	enum Feature {

		LISTENER(1, (context) -> {
			context.publishEvent("event");
			return Log.of(context).heard;
		}),

		RECEIVER(1, (context) -> {
			signal(context).send(1);
			return Log.of(context).heard;
		}),

		TRACKED(0, (context) -> {
			ManagedBeans beans = context.getBean(TrackedBeans.class)
				.directory()
				.find(Window.class.getName() + " (prototype)");
			return (beans != null) ? (int) beans.registered() : 0;
		}),

		TYPE_FINALIZER(0, (context) -> Log.of(context).captured);

		private final int effectOnSingleton;

		private final ToIntFunction<ApplicationContext> use;

		Feature(int effectOnSingleton, ToIntFunction<ApplicationContext> use) {
			this.effectOnSingleton = effectOnSingleton;
			this.use = use;
		}

		/**
		 * Uses the feature and returns how often it was at work.
		 */
		int use(ApplicationContext context) {
			return this.use.applyAsInt(context);
		}

		@SuppressWarnings("unchecked")
		private static Signal<Object, Object> signal(ApplicationContext context) {
			return context.getBean("signal", Signal.class);
		}

	}

	enum Factory {

		SEVERAL(2, false), PROTOTYPE(2, false), SAME_AGAIN(1, false), SINGLE(1, true);

		private final int instances;

		private final boolean singleton;

		Factory(int instances, boolean singleton) {
			this.instances = instances;
			this.singleton = singleton;
		}

	}

	static class Log {

		/** Holds them. */
		private final List<Window> windows = new ArrayList<>();

		private int heard;

		private int captured;

		static Log of(ApplicationContext context) {
			return context.getBean(Log.class);
		}

	}

	@Tracked
	static class Window {

		private final Log log;

		Window(Log log) {
			this.log = log;
		}

		@WeakEventListener
		void on(String event) {
			this.log.heard++;
		}

		@WeakReceiver("signal")
		void receive(Integer event) {
			this.log.heard++;
		}

		@Memoized
		Object page(String name) {
			return new Object();
		}

	}

	static class WindowFactory implements FactoryBean<Window> {

		private final Log log;

		private final Factory factory;

		WindowFactory(Log log, Factory factory) {
			this.log = log;
			this.factory = factory;
		}

		@Override
		public Window getObject() {
			if (this.log.windows.isEmpty() || this.factory.instances > 1) {
				this.log.windows.add(new Window(this.log));
			}
			return this.log.windows.get(this.log.windows.size() - 1);
		}

		@Override
		public Class<?> getObjectType() {
			return Window.class;
		}

		@Override
		public boolean isSingleton() {
			return this.factory.singleton;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Windows {

		@Bean
		Log log() {
			return new Log();
		}

		@Bean
		Signal<Object, Object> signal(Signals signals) {
			return signals.create("signal");
		}

		@Bean
		TypeFinalizer<Window, String> windowFinalizer(Log log) {
			return new TypeFinalizer<>() {

				@Override
				public Class<Window> type() {
					return Window.class;
				}

				@Override
				public String capture(Window window) {
					log.captured++;
					return "window";
				}

				@Override
				public void finish(String kept) {
				}

			};
		}

	}

	@DestroyWhenUnused
	static class Marked {

		@Override
		public String toString() {
			return "marked";
		}

	}

	static class Chosen {

	}

	/**
	 * Makes several products of a class.
	 *
	 * @param <T> the class
	 */
	static class Making<T> implements FactoryBean<T> {

		private final Supplier<T> maker;

		private final @Nullable Class<T> type;

		private final boolean singleton;

		Making(Supplier<T> maker, @Nullable Class<T> type, boolean singleton) {
			this.maker = maker;
			this.type = type;
			this.singleton = singleton;
		}

		@Override
		public T getObject() {
			return this.maker.get();
		}

		@Override
		public @Nullable Class<?> getObjectType() {
			return this.type;
		}

		@Override
		public boolean isSingleton() {
			return this.singleton;
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

	@Configuration(proxyBeanMethods = false)
	static class MarkedMethod {

		@Bean
		@Tracked
		FactoryBean<StringBuilder> product() {
			return new Making<>(StringBuilder::new, StringBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedMethodOfPrototype {

		@Bean
		@Tracked
		@Scope("prototype")
		FactoryBean<StringBuilder> product() {
			return new Making<>(StringBuilder::new, StringBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedSingleton {

		@Bean
		@Tracked
		StringBuilder product() {
			return new StringBuilder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedSingleProduct {

		@Bean
		@Tracked
		FactoryBean<StringBuilder> product() {
			return new Making<>(StringBuilder::new, StringBuilder.class, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedSingleFactory {

		@Bean
		MarkedMaking product() {
			return new MarkedMaking();
		}

	}

	@Tracked
	static class MarkedMaking extends Making<StringBuilder> {

		MarkedMaking() {
			super(StringBuilder::new, StringBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChosenProducts {

		@Bean
		FactoryBean<Chosen> product() {
			return new Making<>(Chosen::new, Chosen.class, false);
		}

	}

}
