package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.actuate.GroupDescriptor;
import dev.weakref.boot.actuate.WeakRefsEndpoint;
import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakGroup;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.testsupport.Report;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefAutoConfiguration} and for what is seen of the registry.
 */
class RegistryBeansTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class, WeakRefTrackingAutoConfiguration.class,
				WeakRefEndpointAutoConfiguration.class, WeakRefMetricsAutoConfiguration.class,
				MetricsAutoConfiguration.class))
		.withPropertyValues("management.endpoints.web.exposure.include=*");

	@Test
	void thereIsARegistry() {
		this.contextRunner.run((context) -> {
			assertThat(context).hasSingleBean(WeakRegistry.class);
			assertThat(context.getBean(WeakRegistry.class).directory().all()).isEmpty();
		});
	}

	@Test
	void aRegistryOfTheUserWins() {
		this.contextRunner.withUserConfiguration(UserRegistry.class)
			.run((context) -> assertThat(context).hasSingleBean(WeakRegistry.class).hasBean("mine"));
	}

	@Test
	void theEndpointReportsTypesAndGroups() {
		this.contextRunner.run((context) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			WeakRefsEndpoint endpoint = context.getBean(WeakRefsEndpoint.class);
			Object member = new Object();
			registry.register("tasks", member);
			registry.register(new StringBuilder());
			registry.deregister("tasks", member);
			registry.register("tasks", member);
			assertThat(Report.of(endpoint).registry().keySet()).containsExactly("java.lang.StringBuilder", "tasks");
			assertThat(Report.of(endpoint).registry()).containsEntry("tasks", new GroupDescriptor(1, 2, 0));
			assertThat(endpoint.weakRef("registry", "tasks")).isEqualTo(new GroupDescriptor(1, 2, 0));
			assertThat(endpoint.weakRef("registry", "unknown")).isNull();
			assertThat(JsonMapper.shared().writeValueAsString(endpoint.weakRef("registry", "tasks")))
				.isEqualTo("{\"live\":1,\"registered\":2,\"collected\":0}");
			assertThat(endpoint.clear("registry", "tasks")).isNull();
		});
	}

	@Test
	void metersComeAndGoWithAGroup() {
		this.contextRunner.withBean(SimpleMeterRegistry.class).run((context) -> {
			WeakRegistry registry = context.getBean(WeakRegistry.class);
			MeterRegistry meters = context.getBean(MeterRegistry.class);
			WeakGroup<Object> group = registry.group("tasks");
			Object member = new Object();
			group.register(member);
			assertThat(meters.get("weakref.live").tags("kind", "registry", "name", "tasks").gauge().value())
				.isEqualTo(1);
			assertThat(meters.get("weakref.estimated.size").tags("kind", "registry", "name", "tasks").gauge().value())
				.isEqualTo(1);
			assertThat(
					meters.get("weakref.collected").tags("kind", "registry", "name", "tasks").functionCounter().count())
				.isZero();
			registry.remove("tasks");
			assertThat(meters.find("weakref.live").tags("kind", "registry").gauge()).isNull();
		});
	}

	@Configuration(proxyBeanMethods = false)
	static class UserRegistry {

		@Bean
		WeakRegistry mine(Reaper reaper) {
			return new WeakRegistry(reaper);
		}

	}

}
