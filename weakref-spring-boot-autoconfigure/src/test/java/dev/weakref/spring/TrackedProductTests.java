package dev.weakref.spring;

import java.lang.ref.Reference;
import java.util.stream.Stream;

import dev.weakref.spring.FactoryProducts.Making;
import dev.weakref.spring.bean.ManagedBeans;
import dev.weakref.spring.bean.Tracked;
import dev.weakref.spring.bean.TrackedBeans;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A mark on a bean method and a configured class mean the products of a factory bean.
 */
@ExtendWith(OutputCaptureExtension.class)
class TrackedProductTests {

	@ParameterizedTest
	@MethodSource("trackedFactories")
	void theMarkOfTheBeanMethodAndTheConfigurationMeanTheProducts(Class<?> configuration) {
		FactoryProducts.runner(configuration)
			.withPropertyValues("weakref.beans.track=" + Chosen.class.getName())
			.run((context) -> {
				Object product = context.getBean("product");
				assertThat(context.getBean(TrackedBeans.class).directory().all()).extracting(ManagedBeans::name)
					.containsExactly(product.getClass().getName() + " (prototype)");
				Reference.reachabilityFence(product);
			});
	}

	static Stream<Class<?>> trackedFactories() {
		return Stream.of(MarkedMethod.class, MarkedMethodOfPrototype.class, ChosenProducts.class);
	}

	@ParameterizedTest
	@MethodSource("markedSingletons")
	void aMarkOnASingletonIsMentioned(Class<?> configuration, String bean, CapturedOutput output) {
		FactoryProducts.runner(configuration).run((context) -> {
			assertThat(context.getBean("product")).isNotNull();
			assertThat(context.getBean(TrackedBeans.class).directory().all()).isEmpty();
			assertThat(output).containsOnlyOnce("is marked with @Tracked")
				.contains("The bean '" + bean + "' is marked with @Tracked but is a singleton");
		});
	}

	static Stream<Arguments> markedSingletons() {
		return Stream.of(Arguments.of(MarkedSingleton.class, "product"),
				Arguments.of(MarkedSingleProduct.class, "product"),
				Arguments.of(MarkedSingleFactory.class, "&product"));
	}

	static class Chosen {

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedMethod {

		@Bean
		@Tracked
		FactoryBean<StringBuilder> product() {
			return new Making<>(StringBuilder::new, StringBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedMethodOfPrototype {

		@Bean
		@Tracked
		@Scope("prototype")
		FactoryBean<StringBuilder> product() {
			return new Making<>(StringBuilder::new, StringBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedSingleton {

		@Bean
		@Tracked
		StringBuilder product() {
			return new StringBuilder();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedSingleProduct {

		@Bean
		@Tracked
		FactoryBean<StringBuilder> product() {
			return new Making<>(StringBuilder::new, StringBuilder.class, true);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class MarkedSingleFactory {

		@Bean
		MarkedMaking product() {
			return new MarkedMaking();
		}

	}

	@Tracked
	static class MarkedMaking extends Making<StringBuilder> {

		MarkedMaking() {
			super(StringBuilder::new, StringBuilder.class, false);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ChosenProducts {

		@Bean
		FactoryBean<Chosen> product() {
			return new Making<>(Chosen::new, Chosen.class, false);
		}

	}

}
