package dev.weakref.spring.bean;

import java.util.List;

import dev.weakref.spring.bean.ExportApplication.Events;
import dev.weakref.spring.bean.ExportApplication.Export;
import dev.weakref.testsupport.GarbageCollector;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Lookup;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the proxies through which beans with {@link DestroyWhenUnused} are used.
 */
class DestroyWhenUnusedProxyTests {

	private final ApplicationContextRunner contextRunner = ExportApplication.runner();

	@Test
	void everyWayToABeanGivesItsOwnProxy() {
		this.contextRunner.withUserConfiguration(Users.class).run((context) -> {
			Users.Holder holder = context.getBean(Users.Holder.class);
			List<Export> exports = List.of(holder.injected, holder.provider.getObject(), holder.export(),
					context.getBean(Export.class));
			assertThat(exports).doesNotHaveDuplicates()
				.allSatisfy((export) -> assertThat(export.getClass()).isNotEqualTo(Export.class));
			exports.forEach((export) -> ExportApplication.collect(context, export));
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
			ExportApplication.collect(context, export);
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
					assertThat(ex.reason()).isEqualTo("it is declared as " + InterfacesOnly.FileStore.class.getName()
							+ ", but the proxy around it does not have that type");
					assertThat(ex.remedy()).startsWith("Set spring.aop.proxy-target-class to true");
				});
			InterfacesOnly.Store store = context.getBean("store", InterfacesOnly.Store.class);
			assertThat(store.size()).isEqualTo(5);
			ExportApplication.collect(context, store);
			Events events = context.getBean(Events.class);
			GarbageCollector.awaitUntil("the store is destroyed", () -> !events.isEmpty());
			assertThat(events.list()).containsExactly("closed file");
		});
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

}
