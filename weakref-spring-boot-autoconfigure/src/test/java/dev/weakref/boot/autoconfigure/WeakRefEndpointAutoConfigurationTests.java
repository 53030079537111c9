package dev.weakref.boot.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.boot.actuate.WeakRefsEndpointWebExtension;
import dev.weakref.boot.actuate.WeakRefsSection;
import dev.weakref.cache.WeakCache;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Signals;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefEndpointAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WeakRefEndpointAutoConfigurationTests {

	private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(WeakRefAutoConfiguration.class,
			WeakRefEndpointAutoConfiguration.class);

	private final WebApplicationContextRunner webRunner = new WebApplicationContextRunner()
		.withConfiguration(CONFIGURATIONS);

	private final ApplicationContextRunner jmxRunner = new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
		.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
				JmxEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=weakrefs",
				"management.endpoints.jmx.domain=dev.weakref.test", "weakref.caches.images=");

	@Test
	void theEndpointIsNotThereUnlessItIsExposed() {
		this.webRunner.run((context) -> assertThat(context).doesNotHaveBean(WeakRefsEndpoint.class)
			.doesNotHaveBean(WeakRefsEndpointWebExtension.class));
	}

	@Test
	void theEndpointIsThereWhenItIsExposedOverTheWeb() {
		this.webRunner.withPropertyValues("management.endpoints.web.exposure.include=weakrefs")
			.run((context) -> assertThat(context).hasSingleBean(WeakRefsEndpoint.class)
				.hasSingleBean(WeakRefsEndpointWebExtension.class));
	}

	@Test
	void theEndpointIsNotThereWithoutAccess() {
		this.webRunner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.weakrefs.access=NONE")
			.run((context) -> assertThat(context).doesNotHaveBean(WeakRefsEndpoint.class)
				.doesNotHaveBean(WeakRefsEndpointWebExtension.class));
	}

	@Test
	void theEndpointIsThereForReading() {
		this.webRunner
			.withPropertyValues("management.endpoints.web.exposure.include=*",
					"management.endpoint.weakrefs.access=READ_ONLY")
			.run((context) -> assertThat(context).hasSingleBean(WeakRefsEndpoint.class));
	}

	@Test
	void anEndpointOfTheUserWins() {
		this.webRunner.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withUserConfiguration(UserEndpoint.class)
			.run((context) -> assertThat(context).getBean(WeakRefsEndpoint.class)
				.isSameAs(context.getBean("userEndpoint")));
	}

	@Test
	void aFeatureWithoutABeanHasNoSection() {
		new WebApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(WeakRefEndpointAutoConfiguration.class))
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withUserConfiguration(OwnCaches.class)
			.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs().keySet())
				.containsExactly("caches", "reaper"));
	}

	@Test
	void ofSeveralBeansThePrimaryOneIsShownIfThereIsOne(CapturedOutput output) {
		WebApplicationContextRunner several = this.webRunner
			.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withUserConfiguration(SeveralSignals.class);
		several.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs())
			.doesNotContainKey("signals"));
		assertThat(output).containsOnlyOnce("There are several beans of type " + Signals.class.getName());
		several
			.withInitializer((context) -> context
				.addBeanFactoryPostProcessor((beanFactory) -> beanFactory.getBeanDefinition("ours").setPrimary(true)))
			.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs()).containsKey("signals"));
	}

	@Test
	void aSectionOfTheUserComesBeforeTheReaper() {
		this.webRunner.withPropertyValues("management.endpoints.web.exposure.include=*")
			.withBean("ownSection", WeakRefsSection.class,
					() -> WeakRefsSection.of("own", Map.of(), (thing) -> new OperationResponseBody() {
					}))
			.run((context) -> assertThat(context.getBean(WeakRefsEndpoint.class).weakRefs().keySet())
				.containsSubsequence("caches", "collections", "own", "reaper")
				.endsWith("reaper"));
	}

	@Test
	void withoutTheWebThereIsNoWebExtension() {
		this.jmxRunner.run((context) -> assertThat(context).hasSingleBean(WeakRefsEndpoint.class)
			.doesNotHaveBean(WeakRefsEndpointWebExtension.class));
	}

	@Test
	void theReportCanBeReadOverJmx() {
		this.jmxRunner.run((context) -> {
			assertThat(invoke(context, "weakRefs")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("caches", "collections", "memoized", "registry", "signals", "locks", "reaper")
				.extractingByKey("caches")
				.asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("images");
			assertThat(invoke(context, "weakRef", "caches", "images")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsEntry("references", "weak-values")
				.containsEntry("live", 0L);
			assertThat(invoke(context, "weakRef", "caches", "none")).isNull();
			assertThat(invoke(context, "section", "caches")).asInstanceOf(InstanceOfAssertFactories.MAP)
				.containsOnlyKeys("images");
			assertThat(invoke(context, "section", "none")).isNull();
		});
	}

	@Test
	void cachesCanBeClearedOverJmx() {
		this.jmxRunner.run((context) -> {
			WeakCache<Object, Object> images = images(context);
			Object value = new Object();
			images.put("key", value);
			assertThat(invoke(context, "clear", "caches", "none")).isNull();
			assertThat(images.contains("key")).isTrue();
			assertThat(invoke(context, "clear", "caches", "images")).isEqualTo(List.of("images"));
			assertThat(images.contains("key")).isFalse();
			images.put("key", value);
			assertThat(invoke(context, "clearAll", "caches")).isEqualTo(List.of("images"));
			assertThat(images.contains("key")).isFalse();
		});
	}

	@Test
	void overJmxNothingCanBeClearedByThoseWhoMayOnlyRead() {
		this.jmxRunner.withPropertyValues("management.endpoint.weakrefs.access=READ_ONLY")
			.run((context) -> assertThat(
					context.getBean(MBeanServer.class).getMBeanInfo(mbean(context)).getOperations())
				.extracting((operation) -> operation.getName())
				.containsExactlyInAnyOrder("weakRefs", "section", "weakRef"));
	}

	@SuppressWarnings("unchecked")
	private static WeakCache<Object, Object> images(ApplicationContext context) {
		return context.getBean("images", WeakCache.class);
	}

	private static Object invoke(ApplicationContext context, String operation, String... arguments) throws Exception {
		String[] signature = new String[arguments.length];
		Arrays.fill(signature, String.class.getName());
		return context.getBean(MBeanServer.class).invoke(mbean(context), operation, arguments, signature);
	}

	private static ObjectName mbean(ApplicationContext context) throws Exception {
		return context.getBean(MBeanServer.class)
			.queryNames(new ObjectName("dev.weakref.test:type=Endpoint,name=Weakrefs,*"), null)
			.iterator()
			.next();
	}

	@Configuration(proxyBeanMethods = false)
	static class SeveralSignals {

		@Bean
		Signals ours(Reaper reaper) {
			return new Signals(reaper, Runnable::run);
		}

		@Bean
		Signals theirs(Reaper reaper) {
			return new Signals(reaper, Runnable::run);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCaches {

		@Bean
		Reaper ownReaper() {
			return Reaper.builder().start();
		}

		@Bean
		WeakCaches ownCaches(Reaper reaper) {
			return new WeakCaches(reaper, (cache) -> {
			});
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class UserEndpoint {

		@Bean
		WeakRefsEndpoint userEndpoint(WeakCaches caches) {
			return new WeakRefsEndpoint(caches, List.of());
		}

	}

}
