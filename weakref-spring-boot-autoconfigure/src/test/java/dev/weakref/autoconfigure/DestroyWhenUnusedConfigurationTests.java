package dev.weakref.autoconfigure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

import dev.weakref.actuate.BeansDescriptor;
import dev.weakref.actuate.FinalizersDescriptor;
import dev.weakref.actuate.WeakRefsEndpoint;
import dev.weakref.autoconfigure.FinalizerBeansTests.Farewell;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.reference.Referents;
import dev.weakref.reference.SimulatedCollector;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedException;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.testsupport.Background;
import dev.weakref.testsupport.GarbageCollector;
import dev.weakref.testsupport.Report;
import jakarta.annotation.PreDestroy;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WeakRefBeansAutoConfiguration} and {@link DestroyWhenUnused}.
 */
@ExtendWith(OutputCaptureExtension.class)
class DestroyWhenUnusedConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefBeansAutoConfiguration.class))
		.withBean(Events.class)
		.withUserConfiguration(Export.class);

	private final ApplicationContextRunner withEndpoint = this.contextRunner
		.withConfiguration(AutoConfigurations.of(WeakRefEndpointAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=weakrefs");

	@Test
	void aDroppedBeanIsDestroyedAndAHeldOneIsNot(CapturedOutput output) {
		this.contextRunner.run((context) -> {
			Export held = context.getBean(Export.class).name("held");
			context.getBean(Export.class).name("dropped");
			Events events = context.getBean(Events.class);
			GarbageCollector.awaitUntil("the dropped bean is destroyed", () -> !events.isEmpty());
			GarbageCollector.run();
			assertThat(events.list()).containsExactly("closed dropped on weakref-reaper");
			assertThat(held.name()).isEqualTo("held");
		});
		assertThat(output).doesNotContain("not eligible for getting processed");
	}

	@Test
	void aBeanIsInUseUntilACallOfItReturns() {
		this.contextRunner.run((context) -> {
			CountDownLatch goOn = new CountDownLatch(1);
			CountDownLatch begun = new CountDownLatch(1);
			letItBeCompiled(context);
			Events events = context.getBean(Events.class);
			Background<Boolean> call = Background.run(() -> context.getBean(Export.class).work(begun, goOn));
			begun.await();
			GarbageCollector.run();
			assertThat(events.list()).isEmpty();
			goOn.countDown();
			assertThat(call.result()).isTrue();
			GarbageCollector.awaitUntil("the bean is destroyed", () -> events.list().size() == 2);
			assertThat(events.list()).containsExactly("worked", "closed null on weakref-reaper");
		});
	}

	@Test
	void theRestIsDestroyedAtCloseNewestFirst() {
		List<Object> held = new ArrayList<>();
		Events events = new Events();
		this.contextRunner.withBean("events", Events.class, () -> events).run((context) -> {
			for (String name : List.of("first", "second", "third")) {
				held.add(context.getBean(Export.class).name(name));
			}
			SimulatedCollector.collect(context.getBean(Referents.class), held.get(1));
			GarbageCollector.awaitUntil("the second is destroyed", () -> !events.isEmpty());
		});
		assertThat(events.list()).containsExactly("closed second on weakref-reaper",
				"closed third on weakref-finalizers-close", "closed first on weakref-finalizers-close");
		assertThat(held).hasSize(3);
	}

	@Test
	void atCloseUsersEndBeforeTheBeanAndWhatItDependsOnAfterIt() {
		Events events = new Events();
		this.contextRunner.withBean("events", Events.class, () -> events)
			.withUserConfiguration(Chain.class)
			.run((context) -> {
				Export first = context.getBean(Export.class);
				context.getBean(Chain.User.class);
				assertThat(first).isNotNull();
			});
		assertThat(events.list()).containsExactly("user: open", "bean", "service",
				"closed null on weakref-finalizers-close");
	}

	@Test
	void aBeanMayBeMadeAfterTheCloseOfTheFinalizersAndIsNotDestroyed(CapturedOutput output) {
		Events events = new Events();
		List<Object> made = new ArrayList<>();
		this.contextRunner.withBean("events", Events.class, () -> events)
			.withBean("prototype", Export.class, () -> new Export(events), Farewell::isPrototype)
			.withBean(Farewell.class, () -> new Farewell(made))
			.run((context) -> context.getBean("prototype", Export.class).name("early"));
		assertThat(made).hasSize(1);
		assertThat(events.list()).containsExactly("closed early on weakref-finalizers-close");
		assertThat(output).contains("The bean 'prototype' is needed by finalizers or comes after their end");
	}

	@Test
	void nothingIsDestroyedAtCloseIfThatIsSwitchedOff() {
		Events events = new Events();
		List<Object> held = new ArrayList<>();
		this.contextRunner.withBean("events", Events.class, () -> events)
			.withPropertyValues("weakref.finalizers.run-on-close=false")
			.run((context) -> held.add(context.getBean(Export.class)));
		assertThat(events.list()).isEmpty();
	}

	@Test
	void destroyMethodsRunAsForSingletons() {
		this.contextRunner.withUserConfiguration(Destroyed.class).run((context) -> {
			Events events = context.getBean(Events.class);
			collect(context, context.getBean("everything"));
			GarbageCollector.awaitUntil("everything has run", () -> events.list().size() == 2);
			assertThat(events.list()).containsExactly("pre-destroy", "destroy");
			collect(context, context.getBean("named"));
			GarbageCollector.awaitUntil("the named method has run", () -> events.list().size() == 3);
			assertThat(events.list()).endsWith("stop");
			collect(context, context.getBean("inferred"));
			GarbageCollector.awaitUntil("the inferred method has run", () -> events.list().size() == 4);
			assertThat(events.list()).endsWith("shutdown");
		});
	}

	@Test
	void aDestroyMethodThatFailsIsLoggedAndTheNextOneRuns(CapturedOutput output) {
		this.contextRunner.withUserConfiguration(Destroyed.class).run((context) -> {
			Events events = context.getBean(Events.class);
			collect(context, context.getBean("failing"));
			collect(context, context.getBean("named"));
			GarbageCollector.awaitUntil("the next one has run", () -> events.list().contains("stop"));
			assertThat(output).contains("'failing'", "no more room");
		});
	}

	@Test
	void destroyMethodsRunOnTheCallbackExecutor() {
		this.contextRunner.withPropertyValues("weakref.callbacks.executor=cleaner")
			.withBean("cleaner", Executor.class, () -> (task) -> new Thread(task, "cleaner").start())
			.run((context) -> {
				Events events = context.getBean(Events.class);
				collect(context, context.getBean(Export.class));
				GarbageCollector.awaitUntil("the bean is destroyed", () -> !events.isEmpty());
				assertThat(events.list()).containsExactly("closed null on cleaner");
			});
	}

	@Test
	void everyWayToABeanGivesItsOwnProxy() {
		this.contextRunner.withUserConfiguration(Users.class).run((context) -> {
			Users.Holder holder = context.getBean(Users.Holder.class);
			List<Export> exports = List.of(holder.injected, holder.provider.getObject(), holder.export(),
					context.getBean(Export.class));
			assertThat(exports).doesNotHaveDuplicates()
				.allSatisfy((export) -> assertThat(export.getClass()).isNotEqualTo(Export.class));
			exports.forEach((export) -> collect(context, export));
			Events events = context.getBean(Events.class);
			GarbageCollector.awaitUntil("all are destroyed", () -> events.list().size() == 4);
		});
	}

	@Test
	void otherProxiesStayBehindOursAndTheInstanceItselfIsDestroyed() {
		this.contextRunner.withUserConfiguration(Advised.class).run((context) -> {
			Events events = context.getBean(Events.class);
			Export export = context.getBean(Export.class);
			assertThat(AopUtils.isAopProxy(export)).isFalse();
			assertThat(export.name("advised")).isSameAs(export);
			assertThat(events.list()).containsExactly("before name");
			collect(context, export);
			GarbageCollector.awaitUntil("the bean is destroyed", () -> events.list().size() == 2);
			assertThat(events.list()).endsWith("closed advised on weakref-reaper");
		});
	}

	@Test
	void aBeanBehindAProxyOfItsInterfacesIsRefused() {
		this.contextRunner.withUserConfiguration(InterfacesOnly.class).run((context) -> {
			assertThatExceptionOfType(BeanCreationException.class).isThrownBy(() -> context.getBean("inFile"))
				.havingCause()
				.isInstanceOfSatisfying(DestroyWhenUnusedException.class, (ex) -> {
					assertThat(ex.reason()).isEqualTo("it is known as " + InterfacesOnly.FileStore.class.getName()
							+ " but another proxy has been put around it that is none");
					assertThat(ex.remedy()).startsWith("Set spring.aop.proxy-target-class to true");
				});
			InterfacesOnly.Store store = context.getBean("store", InterfacesOnly.Store.class);
			assertThat(store.size()).isEqualTo(5);
			collect(context, store);
			Events events = context.getBean(Events.class);
			GarbageCollector.awaitUntil("the store is destroyed", () -> !events.isEmpty());
			assertThat(events.list()).containsExactly("closed file");
		});
	}

	@Test
	void aChildContextDestroysItsOwnBeans() {
		this.contextRunner.run((context) -> {
			Export ofParent = context.getBean(Export.class).name("parent's");
			try (AnnotationConfigApplicationContext child = new AnnotationConfigApplicationContext()) {
				child.setParent(context);
				child.register(WeakRefBeansAutoConfiguration.class, Export.class);
				child.refresh();
				assertThat(child.getBean(Export.class).name("child's")).isNotNull();
			}
			assertThat(context.getBean(Events.class).list())
				.containsExactly("closed child's on weakref-finalizers-close");
			assertThat(ofParent.name()).isEqualTo("parent's");
		});
	}

	@Test
	void endpointCountsWhatIsInUseAndWhatWasDestroyed() {
		this.withEndpoint.run((context) -> {
			Export first = context.getBean(Export.class);
			Export second = context.getBean(Export.class);
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			assertThat(Report.of(endpoint).finalizers().pending()).isEqualTo(2);
			collect(context, first);
			GarbageCollector.awaitUntil("it is counted as destroyed",
					() -> Report.of(endpoint).finalizers().run().collected() == 1);
			assertThat(Report.of(endpoint).finalizers())
				.isEqualTo(new FinalizersDescriptor(1, new FinalizersDescriptor.RunDescriptor(1, 0, 0), 0, 0));
			BeansDescriptor exports = Report.of(endpoint).beans().get(Export.class.getName() + " (prototype)");
			assertThat(exports.created()).isEqualTo(2);
			assertThat(exports.destroyed()).isOne();
			assertThat(second).isNotNull();
		});
	}

	@Test
	void anInstanceThatHasGivenItselfAwayIsToldAfterItsEnd() {
		this.withEndpoint.run((context) -> {
			List<Object> listeners = new ArrayList<>();
			context.getBean(Export.class).listenIn(listeners);
			String name = Export.class.getName() + " (prototype)";
			GarbageCollector.awaitUntil("it is told to be held", () -> {
				BeansDescriptor exports = Report.of(context.getBean(WeakRefsEndpoint.class)).beans().get(name);
				return exports.endedButLive() == 1;
			});
			assertThat(context.getBean(TrackedBeans.class).stream(Export.class))
				.containsExactly((Export) listeners.get(0));
			assertThat(context.getBean(Events.class).list()).hasSize(1);
		});
	}

	@Test
	void aBeanWithoutDefinitionIsLeftAlone() {
		this.contextRunner.run((context) -> {
			Export export = context.getAutowireCapableBeanFactory().createBean(Export.class);
			assertThat(export).isExactlyInstanceOf(Export.class);
			assertThat(context.getBeanFactory().containsSingleton("weakRefFinalizers")).isFalse();
		});
	}

	@Test
	void whatNobodyUsesIsNotMade() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(Finalizers.class).hasSingleBean(TrackedBeans.class);
			assertThat(context.getBeanFactory().getSingletonNames()).doesNotContain("weakRefReferents",
					"weakRefFinalizers", "weakRefTrackedBeans");
		});
	}

	@Test
	void withoutWhatServesBeansTheMarkHasNoEffect() {
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class))
			.withBean(Events.class)
			.withUserConfiguration(Export.class)
			.run((context) -> assertThat(context.getBean(Export.class)).isExactlyInstanceOf(Export.class));
	}

	/**
	 * In code that is not compiled a variable lives as long as its method.
	 */
	private static void letItBeCompiled(ApplicationContext context) {
		CountDownLatch open = new CountDownLatch(0);
		Export export = context.getBean(Export.class);
		for (int i = 0; i < 50_000; i++) {
			export.work(open, open);
		}
		collect(context, export);
		Events events = context.getBean(Events.class);
		GarbageCollector.awaitUntil("that one is destroyed", () -> events.list().size() == 50_001);
		events.clear();
	}

	private static void collect(ApplicationContext context, Object proxy) {
		SimulatedCollector.collect(context.getBean(Referents.class), proxy);
	}

	static class Events {

		private final List<String> events = Collections.synchronizedList(new ArrayList<>());

		void add(String event) {
			this.events.add(event);
		}

		void clear() {
			this.events.clear();
		}

		boolean isEmpty() {
			return this.events.isEmpty();
		}

		List<String> list() {
			synchronized (this.events) {
				return List.copyOf(this.events);
			}
		}

	}

	@Scope("prototype")
	@DestroyWhenUnused
	static class Export implements AutoCloseable {

		private final Events events;

		private String name;

		Export(Events events) {
			this.events = events;
		}

		Export name(String name) {
			this.name = name;
			return this;
		}

		String name() {
			return this.name;
		}

		void work(CountDownLatch begun, CountDownLatch goOn) {
			begun.countDown();
			try {
				goOn.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.events.add("worked");
		}

		void listenIn(List<Object> listeners) {
			listeners.add(this);
		}

		@Override
		public void close() {
			this.events.add("closed " + this.name + " on " + Thread.currentThread().getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Chain {

		@Bean
		@Lazy
		User user(Middle middle, Events events) {
			return new User(middle, events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Middle middle(Service service, Events events) {
			return new Middle(service, events);
		}

		@Bean
		@Lazy
		Service service(Events events) {
			return new Service(events);
		}

		record User(Middle middle, Events events) implements DisposableBean {

			@Override
			public void destroy() {
				this.events.add("user: " + this.middle.state());
			}

		}

		static class Middle implements DisposableBean {

			private final Service service;

			private final Events events;

			Middle(Service service, Events events) {
				this.service = service;
				this.events = events;
			}

			String state() {
				return this.service.state;
			}

			@Override
			public void destroy() {
				this.events.add((this.service.state.equals("open")) ? "bean" : "bean without its service");
			}

		}

		static class Service implements DisposableBean {

			private final Events events;

			private String state = "open";

			Service(Events events) {
				this.events = events;
			}

			@Override
			public void destroy() {
				this.state = "closed";
				this.events.add("service");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Destroyed {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Everything everything(Events events) {
			return new Everything(events);
		}

		@Bean(destroyMethod = "stop")
		@Scope("prototype")
		@DestroyWhenUnused
		Stoppable named(Events events) {
			return new Stoppable(events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Stoppable inferred(Events events) {
			return new Stoppable(events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		AutoCloseable failing() {
			return () -> {
				throw new IllegalStateException("no more room");
			};
		}

		static class Everything implements DisposableBean {

			private final Events events;

			Everything(Events events) {
				this.events = events;
			}

			@PreDestroy
			void end() {
				this.events.add("pre-destroy");
			}

			@Override
			public void destroy() {
				this.events.add("destroy");
			}

		}

		static class Stoppable {

			private final Events events;

			Stoppable(Events events) {
				this.events = events;
			}

			public void stop() {
				this.events.add("stop");
			}

			public void shutdown() {
				this.events.add("shutdown");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(Users.Holder.class)
	static class Users {

		abstract static class Holder {

			private final Export injected;

			private final ObjectProvider<Export> provider;

			Holder(Export injected, ObjectProvider<Export> provider) {
				this.injected = injected;
				this.provider = provider;
			}

			@Lookup
			abstract Export export();

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class InterfacesOnly {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
			proxies.setBeanNames("inFile", "store");
			proxies.setInterceptorNames("interceptor");
			return proxies;
		}

		@Bean
		MethodInterceptor interceptor() {
			return MethodInvocation::proceed;
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		FileStore inFile(Events events) {
			return new FileStore(events);
		}

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Store store(Events events) {
			return new FileStore(events);
		}

		interface Store {

			int size();

		}

		static class FileStore implements Store, AutoCloseable {

			private final Events events;

			FileStore(Events events) {
				this.events = events;
			}

			@Override
			public int size() {
				return 5;
			}

			@Override
			public void close() {
				this.events.add("closed file");
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Advised {

		@Bean
		static BeanNameAutoProxyCreator proxies() {
			BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
			proxies.setBeanNames("*Export");
			proxies.setInterceptorNames("interceptor");
			proxies.setProxyTargetClass(true);
			return proxies;
		}

		@Bean
		MethodInterceptor interceptor(ObjectProvider<Events> events) {
			return (invocation) -> {
				events.getObject().add("before " + invocation.getMethod().getName());
				return invocation.proceed();
			};
		}

	}

}
