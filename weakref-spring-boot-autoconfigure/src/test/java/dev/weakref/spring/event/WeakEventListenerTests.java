package dev.weakref.spring.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import dev.weakref.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.autoconfigure.WeakRefBeansAutoConfiguration;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.annotation.Order;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakEventListener} on beans whose instances are held.
 */
@ExtendWith(OutputCaptureExtension.class)
class WeakEventListenerTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class))
		.withBean(Log.class);

	@Test
	void everyInstanceOfAPrototypeIsCalledOnceInTheOrderOfTheirMaking(CapturedOutput output) {
		prototype(Basket.class).run((context) -> {
			Basket first = context.getBean(Basket.class);
			Basket second = context.getBean(Basket.class);
			context.publishEvent("hello");
			assertThat(log(context)).containsExactly("basket 0 hello", "basket 1 hello");
			assertThat(List.of(first.number, second.number)).containsExactly(0, 1);
			assertThat(context.getBean(Basket.class).number).as("instances made so far").isEqualTo(2);
		});
		assertThat(output).doesNotContain("not eligible");
	}

	@Test
	void equalInstancesAreTwoListeners() {
		prototype(EqualToAll.class).run((context) -> {
			EqualToAll first = context.getBean(EqualToAll.class);
			EqualToAll second = context.getBean(EqualToAll.class);
			context.publishEvent("hello");
			assertThat(first).isEqualTo(second);
			assertThat(first.heard).isOne();
			assertThat(second.heard).isOne();
		});
	}

	@Test
	void anInstanceMadeDuringStartUpListens() {
		prototype(Basket.class).withUserConfiguration(Owner.class).run((context) -> {
			context.publishEvent("hello");
			assertThat(log(context)).containsExactly(context.getBean(Owner.class).basket + " hello");
		});
	}

	@Test
	void aSingletonListensAsWithEventListener() {
		this.contextRunner.withBean(Basket.class).withUserConfiguration(Proxies.class).run((context) -> {
			context.publishEvent("hello");
			assertThat(log(context)).containsExactly("advice", context.getBean(Basket.class) + " hello");
			assertThat(context.getBean(WeakApplicationListeners.class).directory().all()).isEmpty();
		});
	}

	@Test
	void aSingletonWithoutADefinitionListensToo() {
		EqualToAll listener = new EqualToAll();
		this.contextRunner
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("listener", listener))
			.run((context) -> {
				context.publishEvent("hello");
				assertThat(listener.heard).isOne();
			});
	}

	@Test
	void anInstanceIsCalledItselfAndNotItsProxy() {
		prototype(Basket.class).withUserConfiguration(Proxies.class).run((context) -> {
			Basket basket = context.getBean(Basket.class);
			assertThat(AopUtils.isAopProxy(basket)).isTrue();
			context.publishEvent("hello");
			assertThat(log(context)).containsExactly(basket + " hello");
			assertThat(basket.heard()).isOne();
			basket.on("hello");
			assertThat(log(context)).contains("advice");
		});
	}

	@Test
	void classesSayWhatAMethodListensTo() {
		prototype(OfClasses.class).run((context) -> {
			OfClasses listener = context.getBean(OfClasses.class);
			context.publishEvent("hello");
			context.publishEvent(1);
			context.publishEvent(2L);
			assertThat(listener.heard).containsExactly("hello", "none", 1, "none");
		});
	}

	@Test
	void aConditionDecidesWhatIsHeard() {
		prototype(Choosy.class).withBean("limit", Integer.class, () -> 10).run((context) -> {
			Choosy listener = context.getBean(Choosy.class);
			context.publishEvent(9);
			context.publishEvent(11);
			assertThat(listener.heard).containsExactly(11);
		});
	}

	@Test
	void ordersHoldAmongWeakAndOtherListeners() {
		prototype(Ordered.class).withBean(Strong.class).run((context) -> {
			Ordered listener = context.getBean(Ordered.class);
			context.publishEvent("hello");
			assertThat(log(context)).containsExactly("weak 10", "strong 20", "weak 30");
			assertThat(listener).isNotNull();
		});
	}

	@Test
	void whatAMethodReturnsIsPublished() {
		prototype(Answering.class).withBean(Strong.class).run((context) -> {
			Answering listener = context.getBean(Answering.class);
			context.publishEvent(1);
			assertThat(log(context)).containsExactly("heard 1", "answer 1", "answer 1 as well");
			assertThat(listener).isNotNull();
		});
	}

	@Test
	void anAsynchronousMethodIsCalledByTheExecutorOnceForEachInstance() {
		List<Runnable> tasks = new ArrayList<>();
		prototype(Asynchronous.class).withBean("applicationTaskExecutor", Executor.class, () -> tasks::add)
			.run((context) -> {
				List<Asynchronous> listeners = List.of(context.getBean(Asynchronous.class),
						context.getBean(Asynchronous.class));
				context.publishEvent("hello");
				assertThat(log(context)).isEmpty();
				assertThat(tasks).hasSameSizeAs(listeners);
				tasks.forEach(Runnable::run);
				assertThat(log(context)).containsExactly("later hello", "later hello");
			});
	}

	@Test
	void anAsynchronousMethodOfASingletonIsCalledByTheExecutor() {
		List<Runnable> tasks = new ArrayList<>();
		this.contextRunner.withBean(Asynchronous.class)
			.withBean(Strong.class)
			.withBean("applicationTaskExecutor", Executor.class, () -> tasks::add)
			.run((context) -> {
				context.publishEvent("hello");
				assertThat(log(context)).containsExactly("strong 20");
				tasks.remove(0).run();
				assertThat(log(context)).containsExactly("strong 20", "later hello");
				context.publishEvent(1);
				assertThat(log(context)).hasSize(2);
				tasks.remove(0).run();
				assertThat(log(context)).contains("heard 1");
			});
	}

	@Test
	void anAnnotationMayCarryTheAnnotation() {
		prototype(Composed.class).run((context) -> {
			Composed listener = context.getBean(Composed.class);
			context.publishEvent("no");
			context.publishEvent("yes");
			assertThat(listener.heard).containsExactly("yes");
		});
	}

	@Test
	void anOverriddenMethodIsCalledOnce() {
		prototype(Overriding.class).run((context) -> {
			Overriding listener = context.getBean(Overriding.class);
			context.publishEvent("hello");
			assertThat(listener.heard).containsExactly("overriding hello");
		});
	}

	@Test
	void severalBeansOfAClassAreToldApart() {
		this.contextRunner.withUserConfiguration(TwoBeans.class).run((context) -> {
			Basket prototype = context.getBean("prototype", Basket.class);
			context.publishEvent("hello");
			assertThat(log(context)).containsExactlyInAnyOrder(prototype + " hello",
					context.getBean("singleton") + " hello");
		});
	}

	@Test
	void aMethodThatTheDeclarationHidesIsMentionedOnce(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Hidden.class).run((context) -> {
			for (int i = 0; i < 2; i++) {
				assertThat(context.getBean("hidden")).isNotNull();
			}
			context.publishEvent("hello");
			assertThat(log(context)).isEmpty();
		});
		assertThat(output).containsOnlyOnce("The method " + Basket.class.getName()
				+ ".on(java.lang.String) of the bean 'hidden' is annotated with @WeakEventListener but is never"
				+ " called, as it was not found at start-up. Declare the bean with the class that has the method");
	}

	@Test
	void aMethodThatTheDeclarationHidesIsFoundIfThereIsAnInstanceAtStartUp(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Hidden.class, UserOfHidden.class).run((context) -> {
			context.publishEvent("hello");
			assertThat(log(context)).containsExactly("basket 0 hello");
			assertThat(context.getBean(UserOfHidden.class).hidden).isNotNull();
		});
		assertThat(output).doesNotContain("is never called");
	}

	@Test
	void theCloseOfTheContextIsHeardAndIsTheLastThing() {
		List<Object> heard = new ArrayList<>();
		prototype(Closing.class).run((context) -> {
			Closing listener = context.getBean(Closing.class);
			Object singleton = new Object();
			context.getBean(WeakApplicationListeners.class)
				.on(singleton, ContextClosedEvent.class, (owner, event) -> heard.add(event));
			context.getSourceApplicationContext().close();
			assertThat(listener.heard).hasSize(1);
			assertThat(heard).isEqualTo(listener.heard);
		});
	}

	@Test
	void anInstanceMadeDuringTheCloseOfTheContextDoesNotListen() {
		List<Object> made = new ArrayList<>();
		prototype(Basket.class).withBean("last", LastMaker.class, () -> new LastMaker(made))
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
	}

	@Test
	void listenersOfParentAndChildHearWhatTheChildPublishesUntilItIsClosed() {
		prototype(Basket.class).run((parent) -> {
			Basket ofParent = parent.getBean(Basket.class);
			AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext();
			child.setParent(parent);
			child.register(Own.class, WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class);
			child.refresh();
			Basket ofChild = child.getBean("own", Basket.class);
			child.publishEvent("child");
			assertThat(log(parent)).containsExactly(ofChild + " child", ofParent + " child");
			parent.publishEvent("parent");
			assertThat(log(parent)).hasSize(3).endsWith(ofParent + " parent");
			child.close();
			parent.publishEvent("alone");
			assertThat(log(parent)).hasSize(4).endsWith(ofParent + " alone");
			assertThat(ofChild.number).isNotEqualTo(ofParent.number);
		});
	}

	private ApplicationContextRunner prototype(Class<?> type) {
		return this.contextRunner.withInitializer((context) -> ((GenericApplicationContext) context).registerBean(type,
				(definition) -> definition.setScope("prototype")));
	}

	private static List<Object> log(ApplicationContext context) {
		return context.getBean(Log.class).entries;
	}

	static class Log {

		final List<Object> entries = new ArrayList<>();

		int baskets;

	}

	static class Basket {

		final int number;

		private final Log log;

		private int heard;

		Basket(Log log) {
			this.log = log;
			this.number = log.baskets++;
		}

		int heard() {
			return this.heard;
		}

		@WeakEventListener
		void on(String event) {
			this.heard++;
			this.log.entries.add(this + " " + event);
		}

		@Override
		public String toString() {
			return "basket " + this.number;
		}

	}

	static class EqualToAll {

		private int heard;

		@WeakEventListener
		void on(String event) {
			this.heard++;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof EqualToAll;
		}

		@Override
		public int hashCode() {
			return 1;
		}

	}

	static class OfClasses {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener({ String.class, Integer.class })
		void onAny() {
			this.heard.add("none");
		}

		@Order(0)
		@WeakEventListener(classes = { String.class, Integer.class })
		void on(Object event) {
			this.heard.add(event);
		}

	}

	static class Choosy {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener(condition = "#number > @limit && #root.args[0] == #a0")
		void on(Integer number) {
			this.heard.add(number);
		}

	}

	static class Ordered {

		private final Log log;

		Ordered(Log log) {
			this.log = log;
		}

		@Order(30)
		@WeakEventListener
		void later(String event) {
			this.log.entries.add("weak 30");
		}

		@Order(10)
		@WeakEventListener
		void first(String event) {
			this.log.entries.add("weak 10");
		}

	}

	static class Strong {

		private final Log log;

		Strong(Log log) {
			this.log = log;
		}

		@Order(20)
		@EventListener
		void on(String event) {
			this.log.entries.add(event.startsWith("answer") || event.startsWith("heard") ? event : "strong 20");
		}

	}

	static class Answering {

		@WeakEventListener
		List<String> on(Integer number) {
			return List.of("heard " + number, "answer " + number, "answer " + number + " as well");
		}

	}

	static class Asynchronous {

		private final Log log;

		Asynchronous(Log log) {
			this.log = log;
		}

		@WeakEventListener(async = true)
		void on(String event) {
			if (!event.startsWith("heard")) {
				this.log.entries.add("later " + event);
			}
		}

		@WeakEventListener(async = true)
		String on(Integer event) {
			return "heard " + event;
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@WeakEventListener(condition = "#event == 'yes'")
	@interface Affirmative {

	}

	static class Composed {

		final List<Object> heard = new ArrayList<>();

		@Affirmative
		void on(String event) {
			this.heard.add(event);
		}

	}

	static class Overridden {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener
		void on(String event) {
			this.heard.add(event);
		}

	}

	static class Overriding extends Overridden {

		@Override
		void on(String event) {
			super.on("overriding " + event);
		}

	}

	static class Closing {

		final List<Object> heard = new ArrayList<>();

		@WeakEventListener
		void on(ContextClosedEvent event) {
			this.heard.add(event);
		}

	}

	static class LastMaker implements BeanFactoryAware, DisposableBean {

		private final List<Object> made;

		private BeanFactory beanFactory;

		LastMaker(List<Object> made) {
			this.made = made;
		}

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = beanFactory;
		}

		@Override
		public void destroy() {
			this.made.add(this.beanFactory.getBean(Basket.class));
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Owner {

		private final Basket basket;

		Owner(Basket basket) {
			this.basket = basket;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class TwoBeans {

		@Bean
		@Scope("prototype")
		Basket prototype(Log log) {
			return new Basket(log);
		}

		@Bean
		Basket singleton(Log log) {
			return new Basket(log);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Hidden {

		@Bean
		@Scope("prototype")
		Object hidden(Log log) {
			return new Basket(log);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserOfHidden {

		private final Object hidden;

		UserOfHidden(@Qualifier("hidden") Object hidden) {
			this.hidden = hidden;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		@Bean
		@Scope("prototype")
		Basket own(Log log) {
			return new Basket(log);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Proxies {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
			proxies.setBeanNames("*Basket");
			proxies.setProxyTargetClass(true);
			proxies.setInterceptorNames("advice");
			return proxies;
		}

		@Bean
		MethodInterceptor advice(Log log) {
			return (call) -> {
				if (call.getMethod().getName().equals("on")) {
					log.entries.add("advice");
				}
				return call.proceed();
			};
		}

	}

}
