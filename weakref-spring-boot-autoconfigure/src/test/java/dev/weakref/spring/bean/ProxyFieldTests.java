package dev.weakref.spring.bean;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.AbstractList;

import dev.weakref.boot.autoconfigure.WeakRefAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefFinalizersAutoConfiguration;
import dev.weakref.boot.autoconfigure.WeakRefTrackingAutoConfiguration;
import dev.weakref.reference.WeakProxies;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.util.MethodInvoker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * A class whose fields other code could write is refused, since a proxy has none of the
 * values.
 */
class ProxyFieldTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefFinalizersAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class));

	@ParameterizedTest
	@ValueSource(classes = { PublicField.class, ProtectedField.class, PackagePrivateField.class, InheritedField.class })
	void aClassWithFieldsThatOthersCanWriteIsRefused(Class<?> type) {
		this.contextRunner.withInitializer((context) -> registerPrototype(context, type)).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).hasMessageContaining("its field 'label' is "
					+ type.getAnnotation(Visible.class).value() + ", and a proxy has none of its values");
		});
		this.contextRunner
			.run((context) -> assertThatIllegalArgumentException().isThrownBy(() -> weakProxy(context, type))
				.withMessageContaining("The field 'label' of ")
				.withMessageContaining(
						" is " + type.getAnnotation(Visible.class).value() + ", and a proxy has none of its values"));
	}

	@ParameterizedTest
	@ValueSource(classes = { FinalFields.class, OfSpring.class, OfTheJdk.class, Static.class })
	void fieldsThatAreFinalOrBelongToSpringOrTheJdkPass(Class<?> type) {
		this.contextRunner.withInitializer((context) -> registerPrototype(context, type)).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(type)).isNotNull();
			assertThat(weakProxy(context, type)).isNotNull();
		});
	}

	private static void registerPrototype(ApplicationContext context, Class<?> type) {
		RootBeanDefinition definition = new RootBeanDefinition(type);
		definition.setScope("prototype");
		((BeanDefinitionRegistry) context).registerBeanDefinition("fields", definition);
	}

	@SuppressWarnings("unchecked")
	private static Object weakProxy(ApplicationContext context, Class<?> type) throws ReflectiveOperationException {
		return context.getBean(WeakProxies.class)
			.proxy(type.getDeclaredConstructor().newInstance(), (Class<Object>) type);
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface Visible {

		String value();

	}

	@DestroyWhenUnused
	@Visible("public")
	static class PublicField {

		public String label = "label";

	}

	@DestroyWhenUnused
	@Visible("protected")
	static class ProtectedField {

		protected String label = "label";

	}

	@DestroyWhenUnused
	@Visible("package-private")
	static class PackagePrivateField {

		String label = "label";

	}

	@DestroyWhenUnused
	@Visible("protected")
	static class InheritedField extends ProtectedField {

	}

	@DestroyWhenUnused
	static class FinalFields {

		final String label = new String("label");

		protected final Object other = new Object();

	}

	@DestroyWhenUnused
	static class Static {

		static String label = "label";

	}

	@DestroyWhenUnused
	static class OfSpring extends MethodInvoker {

	}

	@DestroyWhenUnused
	static class OfTheJdk extends AbstractList<String> {

		@Override
		public String get(int index) {
			return "";
		}

		@Override
		public int size() {
			return 1;
		}

	}

}
