package dev.weakref.spring.signal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefReceiversAutoConfiguration;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.support.SimpleThreadScope;

/**
 * An application whose clerks receive orders.
 */
final class ShopApplication {

	private ShopApplication() {
	}

	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withConfiguration(
					AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefReceiversAutoConfiguration.class))
			.withUserConfiguration(Shop.class)
			.withInitializer((context) -> context.getBeanFactory().registerScope("thread", new SimpleThreadScope()));
	}

	static Signal<Object, Object> orders(ApplicationContext context) {
		return signal(context, "orders");
	}

	@SuppressWarnings("unchecked")
	static Signal<Object, Object> signal(ApplicationContext context, String name) {
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
		void take(String order) {
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

}
