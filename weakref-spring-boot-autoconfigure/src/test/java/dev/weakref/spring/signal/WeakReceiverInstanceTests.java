package dev.weakref.spring.signal;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

import dev.weakref.spring.signal.ShopApplication.Clerk;
import dev.weakref.spring.signal.ShopApplication.Clerks;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.Test;

import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the instances of beans whose {@link WeakReceiver} methods receive.
 */
class WeakReceiverInstanceTests {

	@Test
	void aSingletonReceivesWhatIsSent() {
		ShopApplication.runner().withBean(Clerk.class).run((context) -> {
			ShopApplication.orders(context).send(this, "tea");
			assertThat(context.getBean(Clerk.class).orders).containsExactly("tea");
		});
	}

	@Test
	void eachInstanceOfAPrototypeReceivesWhatIsSent() {
		ShopApplication.runner().withUserConfiguration(Clerks.class).run((context) -> {
			Clerk one = context.getBean(Clerk.class);
			Clerk other = context.getBean(Clerk.class);
			ShopApplication.orders(context).send(null, "tea");
			assertThat(one.orders).containsExactly("tea");
			assertThat(other.orders).containsExactly("tea");
		});
	}

	@Test
	void aDroppedPrototypeReceivesNoMoreOnceItIsCollectedAndAHeldOneDoes() {
		ShopApplication.runner().withUserConfiguration(Clerks.class).run((context) -> {
			Clerk held = context.getBean(Clerk.class);
			WeakReference<Clerk> dropped = drop(context);
			GarbageCollector.awaitCollected(dropped);
			assertThat(ShopApplication.orders(context).prepare().robust().send("tea")).hasSize(1);
			GarbageCollector.awaitUntil("the dropped one is drained",
					() -> ShopApplication.orders(context).receiverCount() == 1);
			assertThat(held.orders).containsExactly("tea");
			Reference.reachabilityFence(held);
		});
	}

	@Test
	void anInstanceThatItsScopeDestroysReceivesNoMore() {
		ShopApplication.runner().withUserConfiguration(ThreadScoped.class).run((context) -> {
			Clerk clerk = context.getBean(Clerk.class);
			context.getBeanFactory().destroyScopedBean("threadScoped");
			ShopApplication.orders(context).send(null, "tea");
			assertThat(clerk.orders).isEmpty();
		});
	}

	@Test
	void theInstancesBehindAScopedProxyReceiveOnceEach() {
		ShopApplication.runner().withUserConfiguration(BehindProxy.class).run((context) -> {
			Clerk proxy = context.getBean(Clerk.class);
			assertThat(ShopApplication.orders(context).receiverCount()).isZero();
			proxy.orders();
			ShopApplication.orders(context).send(null, "tea");
			assertThat(proxy.orders()).containsExactly("tea");
		});
	}

	@Test
	void ofSeveralInstancesWithOneUidTheFirstReceives() {
		ShopApplication.runner().withUserConfiguration(Leaders.class).run((context) -> {
			Leader first = context.getBean(Leader.class);
			Leader second = context.getBean(Leader.class);
			ShopApplication.orders(context).send(null, "tea");
			assertThat(first.orders).containsExactly("tea");
			assertThat(second.orders).isEmpty();
		});
	}

	@Test
	void anInstanceThatEndsTakesNoOtherOfItsUidWithIt() {
		ShopApplication.runner().withUserConfiguration(Leaders.class).run((context) -> {
			Leader first = context.getBean(Leader.class);
			Leader second = context.getBean(Leader.class);
			context.getBeanFactory().destroyBean("leader", second);
			ShopApplication.orders(context).send(null, "tea");
			assertThat(first.orders).containsExactly("tea");
		});
	}

	private static WeakReference<Clerk> drop(ApplicationContext context) {
		return new WeakReference<>(context.getBean(Clerk.class));
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

}
