package dev.weakref.autoconfigure;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.signal.WeakReceiver;
import dev.weakref.testsupport.GarbageCollector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.BeanCurrentlyInCreationException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for beans with {@link WeakReceiver} methods.
 */
@ExtendWith(OutputCaptureExtension.class)
class WeakReceiverTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class))
		.withUserConfiguration(Shop.class)
		.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()));

	@Test
	void aSingletonReceivesWhatIsSent() {
		this.contextRunner.withBean(Clerk.class).run((context) -> {
			orders(context).send(this, "tea");
			assertThat(context.getBean(Clerk.class).orders).containsExactly("tea");
		});
	}

	@Test
	void eachInstanceOfAPrototypeReceivesWhatIsSent() {
		this.contextRunner.withUserConfiguration(Clerks.class).run((context) -> {
			Clerk one = context.getBean(Clerk.class);
			Clerk other = context.getBean(Clerk.class);
			orders(context).send(null, "tea");
			assertThat(one.orders).containsExactly("tea");
			assertThat(other.orders).containsExactly("tea");
		});
	}

	@Test
	void aDroppedPrototypeReceivesNoMoreOnceItIsCollectedAndAHeldOneDoes() {
		this.contextRunner.withUserConfiguration(Clerks.class).run((context) -> {
			Clerk held = context.getBean(Clerk.class);
			WeakReference<Clerk> dropped = drop(context);
			GarbageCollector.awaitCollected(dropped);
			assertThat(orders(context).sendRobust(null, "tea")).hasSize(1);
			GarbageCollector.awaitUntil("the dropped one is drained", () -> orders(context).receiverCount() == 1);
			assertThat(held.orders).containsExactly("tea");
			Reference.reachabilityFence(held);
		});
	}

	@Test
	void anInstanceThatItsScopeDestroysReceivesNoMore() {
		this.contextRunner.withUserConfiguration(ThreadScoped.class).run((context) -> {
			Clerk clerk = context.getBean(Clerk.class);
			context.getBeanFactory().destroyScopedBean("threadScoped");
			orders(context).send(null, "tea");
			assertThat(clerk.orders).isEmpty();
		});
	}

	@Test
	void aMethodMayReceiveSeveralSignalsAndTheSender() {
		this.contextRunner.withBean(Auditor.class).run((context) -> {
			orders(context).send("Ann", "tea");
			signal(context, "refunds").send("Bob", "milk");
			assertThat(context.getBean(Auditor.class).notes).containsExactly("Ann: tea", "Bob: milk");
		});
	}

	@Test
	void aMethodMayReceiveFromOneSenderOnly() {
		this.contextRunner.withBean(TeaClerk.class).run((context) -> {
			orders(context).send(String.class, "other");
			orders(context).send(TeaClerk.class, "tea");
			assertThat(context.getBean(TeaClerk.class).orders).containsExactly("tea");
		});
	}

	@Test
	void ofSeveralInstancesWithOneUidTheFirstReceives() {
		this.contextRunner.withUserConfiguration(Leaders.class).run((context) -> {
			Leader first = context.getBean(Leader.class);
			Leader second = context.getBean(Leader.class);
			orders(context).send(null, "tea");
			assertThat(first.orders).containsExactly("tea");
			assertThat(second.orders).isEmpty();
		});
	}

	@Test
	void anInstanceThatEndsTakesNoOtherOfItsUidWithIt() {
		this.contextRunner.withUserConfiguration(Leaders.class).run((context) -> {
			Leader first = context.getBean(Leader.class);
			Leader second = context.getBean(Leader.class);
			context.getBeanFactory().destroyBean("leader", second);
			orders(context).send(null, "tea");
			assertThat(first.orders).containsExactly("tea");
		});
	}

	@Test
	void theInstancesBehindAScopedProxyReceiveOnceEach() {
		this.contextRunner.withUserConfiguration(BehindProxy.class).run((context) -> {
			Clerk proxy = context.getBean(Clerk.class);
			assertThat(orders(context).receiverCount()).isZero();
			proxy.orders();
			orders(context).send(null, "tea");
			assertThat(proxy.orders()).containsExactly("tea");
		});
	}

	@Test
	void anInstanceMayComeAndGoWhileTheContextIsClosed(CapturedOutput output) {
		List<Object> made = new ArrayList<>();
		this.contextRunner.withBean(Farewell.class, () -> new Farewell(made))
			.withUserConfiguration(Clerks.class)
			.run((context) -> assertThat(context.getBean(Clerk.class)).isNotNull());
		assertThat(made).hasSize(1);
		assertThat(output).contains("comes after their end, so it receives none");
	}

	@Test
	void theFirstInstanceMayComeWhileTheContextIsClosed() {
		List<Object> made = new ArrayList<>();
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class))
			.withBean(Farewell.class, () -> new Farewell(made))
			.withUserConfiguration(Clerks.class)
			.run((context) -> assertThat(made).isEmpty());
		assertThat(made).hasSize(1);
	}

	@Test
	void whatAMethodReturnsIsItsAnswerAndAStageIsWaitedFor() {
		this.contextRunner.withBean(Counter.class)
			.run((context) -> assertThat(orders(context).send(null, "tea")).extracting(Signal.Result::value)
				.containsExactly(3));
	}

	@Test
	void whatAMethodThrowsReachesTheSenderAsItIs() {
		this.contextRunner.withBean(Refuser.class)
			.run((context) -> assertThat(orders(context).sendRobust(null, "tea")).extracting(Signal.Result::failure)
				.containsExactly(Refuser.REFUSAL));
	}

	@Test
	void anEventOfAnotherTypeIsToldApartFromAFaultOfTheMethod() {
		this.contextRunner.withBean(Clerk.class)
			.run((context) -> assertThat(signal(context, "orders").sendRobust(null, 42))
				.extracting((result) -> String.valueOf(result.failure()))
				.containsExactly("java.lang.IllegalArgumentException: The receiver " + Clerk.class.getName()
						+ ".take(java.lang.String) takes a java.lang.String but the signal sent java.lang.Integer"));
	}

	@Test
	void aSignalThatNeedsAReceiverOfAnotherDoesNotKeepThatFromBeingFound() {
		this.contextRunner.withUserConfiguration(Entangled.class).run((context) -> {
			signal(context, "other").send(null, "milk");
			assertThat(context.getBean(Listener.class).heard).containsExactly("milk");
		});
	}

	@Test
	void aSignalThatNeedsItsOwnReceiverIsReportedAsACycle() {
		this.contextRunner.withUserConfiguration(Cycle.class)
			.run((context) -> assertThat(context).getFailure()
				.hasRootCauseInstanceOf(BeanCurrentlyInCreationException.class));
	}

	@Test
	void withoutReceiversAndSignalsNothingIsMade() {
		new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class))
			.run((context) -> assertThat(context.getBeanFactory().containsSingleton("weakRefSignals")).isFalse());
	}

	private static WeakReference<Clerk> drop(ApplicationContext context) {
		return new WeakReference<>(context.getBean(Clerk.class));
	}

	private static Signal<Object, Object> orders(ApplicationContext context) {
		return signal(context, "orders");
	}

	@SuppressWarnings("unchecked")
	private static Signal<Object, Object> signal(ApplicationContext context, String name) {
		return (Signal<Object, Object>) context.getBean(name, Signal.class);
	}

	/**
	 * One of the signals is known by the name of its bean only.
	 */
	@Configuration(proxyBeanMethods = false)
	static class Shop {

		@Bean
		Signal<Object, Object> orders(Signals signals) {
			return signals.create("orders");
		}

		@Bean
		Signal<Object, Object> refunds(Signals signals) {
			return signals.create();
		}

	}

	static class Clerk {

		final List<String> orders = new CopyOnWriteArrayList<>();

		List<String> orders() {
			return this.orders;
		}

		@WeakReceiver("orders")
		private void take(String order) {
			this.orders.add(order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Clerks {

		@Bean
		@Scope("prototype")
		Clerk clerk() {
			return new Clerk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ThreadScoped {

		@Bean
		@Scope("thread")
		Clerk threadScoped() {
			return new Clerk();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BehindProxy {

		@Bean
		@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Clerk behindProxy() {
			return new Clerk();
		}

	}

	/**
	 * Makes a prototype at the end, and destroys it.
	 */
	static class Farewell implements BeanFactoryAware, DisposableBean {

		private final List<Object> made;

		private ConfigurableBeanFactory beanFactory;

		Farewell(List<Object> made) {
			this.made = made;
		}

		@Override
		public void setBeanFactory(BeanFactory beanFactory) {
			this.beanFactory = (ConfigurableBeanFactory) beanFactory;
		}

		@Override
		public void destroy() {
			Object clerk = this.beanFactory.getBean("clerk");
			this.beanFactory.destroyBean("clerk", clerk);
			this.made.add(clerk);
		}

	}

	static class Listener {

		final List<String> heard = new ArrayList<>();

		@WeakReceiver("news")
		void hear(String event) {
			this.heard.add(event);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Entangled {

		@Bean
		Signal<Object, Object> needy(Signals signals, Listener listener) {
			return signals.create("needy");
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

		@Bean
		Signal<Object, Object> other(Signals signals) {
			return signals.create("news");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Cycle {

		@Bean
		Signal<Object, Object> needy(Signals signals, Listener listener) {
			return signals.create("news");
		}

		@Bean
		Listener listener() {
			return new Listener();
		}

	}

	static class Auditor {

		final List<String> notes = new ArrayList<>();

		@WeakReceiver(signal = { "orders", "refunds" })
		void note(@Nullable Object sender, String order) {
			this.notes.add(sender + ": " + order);
		}

	}

	static class TeaClerk {

		final List<String> orders = new ArrayList<>();

		@WeakReceiver(signal = "orders", sender = TeaClerk.class)
		void take(String order) {
			this.orders.add(order);
		}

	}

	static class Leader {

		final List<String> orders = new ArrayList<>();

		@WeakReceiver(signal = "orders", uid = "leader")
		void take(String order) {
			this.orders.add(order);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Leaders {

		@Bean
		@Scope("prototype")
		Leader leader() {
			return new Leader();
		}

	}

	static class Counter {

		@WeakReceiver("orders")
		CompletionStage<Integer> count(String order) {
			return CompletableFuture.supplyAsync(order::length);
		}

	}

	static class Refuser {

		static final RuntimeException REFUSAL = new IllegalStateException("sold out");

		@WeakReceiver("orders")
		void refuse() {
			throw REFUSAL;
		}

	}

}
