package dev.weakref.spring;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.ManagedBeans;
import dev.weakref.spring.bean.Tracked;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.event.WeakEventListener;
import dev.weakref.spring.signal.WeakReceiver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for each feature that tells singletons from other beans, with products of factory
 * beans.
 */
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

	static Stream<Arguments> featuresAndFactories() {
		return Arrays.stream(Feature.values())
			.flatMap((feature) -> Arrays.stream(Factory.values()).map((factory) -> Arguments.of(feature, factory)));
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

	private static ApplicationContextRunner runner(Factory factory) {
		return FactoryProducts.runner(Windows.class)
			.withInitializer((context) -> ((GenericApplicationContext) context).registerBean("window",
					WindowFactory.class, () -> new WindowFactory(context.getBean(Log.class), factory),
					(definition) -> definition.setScope((factory == Factory.PROTOTYPE) ? "prototype" : "singleton")));
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

}
