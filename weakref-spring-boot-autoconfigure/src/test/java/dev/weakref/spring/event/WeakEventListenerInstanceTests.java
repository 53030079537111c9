package dev.weakref.spring.event;

import java.util.List;

import dev.weakref.spring.event.ListeningApplication.Basket;
import dev.weakref.spring.event.ListeningApplication.Log;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the instances of beans whose {@link WeakEventListener} methods are called.
 */
@ExtendWith(OutputCaptureExtension.class)
class WeakEventListenerInstanceTests {

	@Test
	void everyInstanceOfAPrototypeIsCalledOnceInTheOrderOfTheirMaking(CapturedOutput output) {
		ListeningApplication.withPrototype(Basket.class).run((context) -> {
			Basket first = context.getBean(Basket.class);
			Basket second = context.getBean(Basket.class);
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactly("basket 0 hello", "basket 1 hello");
			assertThat(List.of(first.number, second.number)).containsExactly(0, 1);
			assertThat(context.getBean(Basket.class).number).as("instances made so far").isEqualTo(2);
		});
		assertThat(output).doesNotContain("not eligible");
	}

	@Test
	void equalInstancesAreTwoListeners() {
		ListeningApplication.withPrototype(EqualToAll.class).run((context) -> {
			EqualToAll first = context.getBean(EqualToAll.class);
			EqualToAll second = context.getBean(EqualToAll.class);
			context.publishEvent("hello");
			assertThat(first).isEqualTo(second);
			assertThat(first.heard).isOne();
			assertThat(second.heard).isOne();
		});
	}

	@Test
	void aSingletonListensAsWithEventListener() {
		ListeningApplication.runner().withBean(Basket.class).withUserConfiguration(Proxies.class).run((context) -> {
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactly("advice", context.getBean(Basket.class) + " hello");
			assertThat(context.getBean(WeakApplicationListeners.class).directory().all()).isEmpty();
		});
	}

	@Test
	void aSingletonWithoutADefinitionListensToo() {
		EqualToAll listener = new EqualToAll();
		ListeningApplication.runner()
			.withInitializer((context) -> context.getBeanFactory().registerSingleton("listener", listener))
			.run((context) -> {
				context.publishEvent("hello");
				assertThat(listener.heard).isOne();
			});
	}

	@Test
	void anInstanceIsCalledItselfAndNotItsProxy() {
		ListeningApplication.withPrototype(Basket.class).withUserConfiguration(Proxies.class).run((context) -> {
			Basket basket = context.getBean(Basket.class);
			assertThat(AopUtils.isAopProxy(basket)).isTrue();
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactly(basket + " hello");
			assertThat(basket.heard()).isOne();
			basket.on("hello");
			assertThat(Log.of(context).entries).contains("advice");
		});
	}

	@Test
	void severalBeansOfAClassAreToldApart() {
		ListeningApplication.runner().withUserConfiguration(TwoBeans.class).run((context) -> {
			Basket prototype = context.getBean("prototype", Basket.class);
			context.publishEvent("hello");
			assertThat(Log.of(context).entries).containsExactlyInAnyOrder(prototype + " hello",
					context.getBean("singleton") + " hello");
		});
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
