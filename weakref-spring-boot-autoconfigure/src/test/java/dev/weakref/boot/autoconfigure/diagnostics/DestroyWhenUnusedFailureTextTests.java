package dev.weakref.boot.autoconfigure.diagnostics;

import java.io.InputStream;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.spring.bean.DestroyWhenUnused;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what an application says about beans that cannot be destroyed when unused.
 * None of the prototypes is made: the start fails all the same.
 */
class DestroyWhenUnusedFailureTextTests extends AbstractFailureTextTests {

	private static final String OR_AN_INTERFACE = ", or declare the bean by a @Bean method that returns an interface "
			+ "of it.";

	@Test
	void aSingletonIsRefused() {
		assertThat(start(SingletonExport.class)).contains("The bean 'export' (defined in ",
				"SingletonExport) is marked with @DestroyWhenUnused, but it is in scope 'singleton', where Spring keeps "
						+ "it and destroys it itself.",
				"Action: Give it @Scope(\"prototype\"), or remove @DestroyWhenUnused.");
	}

	@Test
	void aBeanOfARequestIsRefused() {
		assertThat(start(RequestExport.class)).contains("but it is in scope 'request', where Spring keeps it");
	}

	@Test
	void aFinalClassIsRefused() {
		assertThat(start(FinalClass.class)).contains(
				"but " + FinalClass.Report.class.getName() + " is final, so there can be no proxy of it.",
				"Action: Make it neither final nor sealed" + OR_AN_INTERFACE);
	}

	@Test
	void aSealedInterfaceIsRefused() {
		assertThat(start(SealedInterface.class))
			.contains("but " + SealedInterface.Shape.class.getName() + " is sealed, so there can be no proxy of it.");
	}

	@Test
	void aFinalMethodIsRefused() {
		assertThat(start(FinalMethod.class)).contains(
				"but its method 'write' is final, so a proxy of it cannot pass on a call of that method.",
				"Action: Open the method" + OR_AN_INTERFACE);
	}

	@Test
	void aPublicFieldIsRefused() {
		assertThat(start(PublicField.class)).contains(
				"but its field 'title' is public, and a proxy has none of its values.",
				"Action: Make the field private and give it a method" + OR_AN_INTERFACE);
	}

	@Test
	void aFactoryBeanIsRefused() {
		assertThat(start(ExportFactory.class)).contains(
				"but it is a FactoryBean, whose products Spring does not destroy.",
				"Action: Make the product by a @Bean method, and put @DestroyWhenUnused there.");
	}

	@Test
	void aClassWithoutConstructorForOthersIsRefused() {
		assertThat(start(PrivateConstructor.class)).contains(
				"but " + PrivateConstructor.Secret.class.getName()
						+ " has private constructors only, so there can be no proxy of it.",
				"Action: Open a constructor, which the proxy will not call" + OR_AN_INTERFACE);
	}

	@Test
	void aClassOfTheJdkIsRefused() {
		assertThat(start(ClassOfTheJdk.class)).contains("but there can be no proxy of java.io.InputStream",
				"Action: Declare it by a @Bean method that returns an interface of it.");
	}

	@Test
	void aComponentIsNamedByItsClass() {
		assertThat(start(FinalMethod.class)).contains("(defined in " + FinalMethod.Report.class.getName() + ")");
	}

	@Test
	void aLazySingletonFailsWhenItIsMade() {
		assertThat(start(LazySingleton.class)).contains("The bean 'export' (defined in ", "it is in scope 'singleton'");
	}

	private String start(Class<?> configuration) {
		return this.start.with("", Destroying.class, configuration);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ WeakRefAutoConfiguration.class, WeakRefFinalizersAutoConfiguration.class })
	static class Destroying {

	}

	static class Export {

	}

	@Configuration(proxyBeanMethods = false)
	static class SingletonExport {

		@Bean
		@DestroyWhenUnused
		Export export() {
			return new Export();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class RequestExport {

		@Bean
		@Scope("request")
		@DestroyWhenUnused
		Export export() {
			return new Export();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(FinalClass.Report.class)
	static class FinalClass {

		@Scope("prototype")
		@DestroyWhenUnused
		record Report() {
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class SealedInterface {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Shape shape() {
			return new Square();
		}

		sealed interface Shape {

		}

		record Square() implements Shape {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(FinalMethod.Report.class)
	static class FinalMethod {

		@Scope("prototype")
		@DestroyWhenUnused
		static class Report extends Writer {

		}

		static class Writer {

			protected final void write() {
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(PublicField.Report.class)
	static class PublicField {

		@Scope("prototype")
		@DestroyWhenUnused
		static class Report {

			public String title = "";

		}

	}

	@Configuration(proxyBeanMethods = false)
	@Import(ExportFactory.Factory.class)
	static class ExportFactory {

		@Scope("prototype")
		@DestroyWhenUnused
		static class Factory implements FactoryBean<Export> {

			@Override
			public Export getObject() {
				return new Export();
			}

			@Override
			public Class<Export> getObjectType() {
				return Export.class;
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PrivateConstructor {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		Secret secret() {
			return Secret.make();
		}

		static class Secret {

			private Secret() {
			}

			static Secret make() {
				return new Secret();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClassOfTheJdk {

		@Bean
		@Scope("prototype")
		@DestroyWhenUnused
		InputStream stream() {
			return InputStream.nullInputStream();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class LazySingleton {

		@Bean
		@Lazy
		@DestroyWhenUnused
		Export export() {
			return new Export();
		}

		@Bean
		String user(Export export) {
			return export.toString();
		}

	}

}
