package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefListenersAutoConfiguration;
import dev.weakref.collection.SimulatedCollector;
import dev.weakref.reference.Referents;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.testsupport.GarbageCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakEventListener} on beans of requests and sessions, and on
 * prototypes that are dropped.
 */
@ExtendWith(OutputCaptureExtension.class)
class ScopedListenerTests {

	private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefListenersAutoConfiguration.class))
		.withUserConfiguration(Beans.class);

	private final MockHttpSession session = new MockHttpSession();

	@AfterEach
	void endRequest() {
		RequestContextHolder.resetRequestAttributes();
	}

	@Test
	void aRequestBeanListensUntilItsRequestEnds(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			ServletRequestAttributes request = beginRequest();
			Tab first = context.getBean("requestTab", Tab.class);
			context.publishEvent("one");
			request.requestCompleted();
			beginRequest();
			Tab second = context.getBean("requestTab", Tab.class);
			context.publishEvent("two");
			assertThat(first.heard).containsExactly("one");
			assertThat(second.heard).containsExactly("two");
			assertThat(managed(context).liveCount()).isOne();
			assertThat(managed(context).collectedCount()).isZero();
		});
		assertThat(output).doesNotContain("not eligible", "never");
	}

	@Test
	void aSessionBeanListensUntilItsSessionIsInvalidated() {
		this.contextRunner.run((context) -> {
			beginRequest();
			Tab tab = context.getBean("sessionTab", Tab.class);
			context.publishEvent("one");
			RequestContextHolder.resetRequestAttributes();
			context.publishEvent("between requests");
			this.session.invalidate();
			context.publishEvent("two");
			assertThat(tab.heard).containsExactly("one", "between requests");
			assertThat(tab.destroyed).isTrue();
		});
	}

	@Test
	void eachSessionHasItsOwnListener() {
		this.contextRunner.run((context) -> {
			beginRequest();
			Tab first = context.getBean("sessionTab", Tab.class);
			RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
			Tab second = context.getBean("sessionTab", Tab.class);
			context.publishEvent("hello");
			assertThat(first).isNotSameAs(second);
			assertThat(first.heard).containsExactly("hello");
			assertThat(second.heard).containsExactly("hello");
		});
	}

	@Test
	void behindAScopedProxyTheInstancesListen() {
		this.contextRunner.run((context) -> {
			Tab proxy = context.getBean("proxiedTab", Tab.class);
			context.publishEvent("before there is a request");
			beginRequest();
			proxy.touch();
			context.publishEvent("hello");
			Tab instance = context.getBean("scopedTarget.proxiedTab", Tab.class);
			RequestContextHolder.resetRequestAttributes();
			context.publishEvent("from another thread, as it were");
			assertThat(instance.heard).containsExactly("hello", "from another thread, as it were");
		});
	}

	@Test
	void theCollectorTakesDroppedPrototypesAndLeavesHeldOnes(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Tab held = context.getBean("prototypeTab", Tab.class);
			drop(context);
			ManagedListeners managed = managed(context);
			GarbageCollector.awaitUntil("the dropped one is collected", () -> managed.diedUncalled() == 1);
			context.publishEvent("hello");
			assertThat(held.heard).containsExactly("hello");
			assertThat(managed.liveCount()).isOne();
			assertThat(managed.estimatedSize()).isOne();
		});
		assertThat(output).containsOnlyOnce("A listener of java.lang.String, registered as the method "
				+ Tab.class.getName() + ".on(java.lang.String) of the bean 'prototypeTab', was never called before its"
				+ " owner of type " + Tab.class.getName() + " was collected");
	}

	@Test
	void aPrototypeThatWasCalledIsCollected() {
		this.contextRunner.run((context) -> {
			publishAndDrop(context);
			GarbageCollector.awaitUntil("it is collected", () -> managed(context).collectedCount() == 1);
			assertThat(managed(context).diedUncalled()).isZero();
		});
	}

	@Test
	void aPrototypeThatIsDestroyedByHandListensNoMore() {
		this.contextRunner.run((context) -> {
			Tab tab = context.getBean("prototypeTab", Tab.class);
			context.publishEvent("one");
			context.getBeanFactory().destroyBean("prototypeTab", tab);
			context.publishEvent("two");
			assertThat(tab.destroyed).isTrue();
			assertThat(tab.heard).containsExactly("one");
		});
	}

	@Test
	void aPrototypeThatWasDestroyedWhenUnusedListensNoMore() {
		this.contextRunner.withConfiguration(AutoConfigurations.of(WeakRefFinalizersAutoConfiguration.class))
			.run((context) -> {
				Tab proxy = context.getBean("unusedTab", Tab.class);
				Tab instance = proxy.itself().get(0);
				context.publishEvent("one");
				SimulatedCollector.collect(context.getBean(Referents.class), proxy);
				GarbageCollector.awaitUntil("it is destroyed", () -> instance.destroyed);
				context.publishEvent("two");
				assertThat(instance.heard).containsExactly("one");
			});
	}

	@Test
	void aSessionBeanWhoseSessionIsDroppedIsCollected() {
		this.contextRunner.run((context) -> {
			dropSession(context);
			GarbageCollector.awaitUntil("it is collected", () -> managed(context).collectedCount() == 1);
		});
	}

	private ServletRequestAttributes beginRequest() {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setSession(this.session);
		ServletRequestAttributes attributes = new ServletRequestAttributes(request);
		RequestContextHolder.setRequestAttributes(attributes);
		return attributes;
	}

	private static void publishAndDrop(ApplicationContext context) {
		Tab tab = context.getBean("prototypeTab", Tab.class);
		context.publishEvent("hello");
		assertThat(tab.heard).containsExactly("hello");
	}

	private static void drop(ApplicationContext context) {
		assertThat(context.getBean("prototypeTab")).isNotNull();
	}

	private static void dropSession(ApplicationContext context) {
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(new MockHttpServletRequest()));
		assertThat(context.getBean("sessionTab")).isNotNull();
		RequestContextHolder.resetRequestAttributes();
	}

	private static ManagedListeners managed(ApplicationContext context) {
		ManagedListeners managed = context.getBean(WeakApplicationListeners.class).directory().find("java.lang.String");
		assertThat(managed).isNotNull();
		return managed;
	}

	static class Tab {

		final List<String> heard = new ArrayList<>();

		private volatile boolean destroyed;

		@WeakEventListener
		void on(String event) {
			this.heard.add(event);
		}

		void touch() {
		}

		List<Tab> itself() {
			return List.of(this);
		}

		public void close() {
			this.destroyed = true;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Beans {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Tab unusedTab() {
			return new Tab();
		}

		@Bean
		@Scope("request")
		Tab requestTab() {
			return new Tab();
		}

		@Bean
		@Scope("session")
		Tab sessionTab() {
			return new Tab();
		}

		@Bean
		@Scope(scopeName = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
		Tab proxiedTab() {
			return new Tab();
		}

		@Bean
		@Scope("prototype")
		Tab prototypeTab() {
			return new Tab();
		}

		@Bean
		Object userOfTheProxy(@Qualifier("proxiedTab") Tab tab) {
			return new Object();
		}

	}

}
