package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.actuate.ReaperHealthIndicator;
import dev.weakref.reaper.Reaper;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WeakRefHealthContributorAutoConfiguration}.
 */
class WeakRefHealthContributorAutoConfigurationTests {

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(WeakRefAutoConfiguration.class,
				WeakRefHealthContributorAutoConfiguration.class, HealthContributorAutoConfiguration.class));

	@Test
	void healthIsUpWhileTheReaperRunsAndDownAfterwards() {
		this.contextRunner.run((context) -> {
			ReaperHealthIndicator indicator = context.getBean(ReaperHealthIndicator.class);
			assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
			assertThat(indicator.health().getDetails()).containsEntry("backlog", 0L);
			context.getBean(Reaper.class).close();
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
		});
	}

	@Test
	void aWaitThresholdThatIsNotPositiveIsRefused() {
		this.contextRunner.withPropertyValues("weakref.callbacks.wait-threshold=0s")
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.hasMessageContaining("weakref.callbacks.wait-threshold"));
	}

	@Test
	void theHealthCheckCanBeSwitchedOff() {
		this.contextRunner.withPropertyValues("management.health.weakref.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReaperHealthIndicator.class));
	}

	@Test
	void theHealthCheckIsOffWhenAllAre() {
		this.contextRunner.withPropertyValues("management.health.defaults.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ReaperHealthIndicator.class));
	}

	@Test
	void aHealthIndicatorOfTheUserWins() {
		this.contextRunner.withUserConfiguration(UserIndicator.class)
			.run((context) -> assertThat(context).doesNotHaveBean(ReaperHealthIndicator.class)
				.hasBean("weakrefHealthIndicator"));
	}

	@Configuration(proxyBeanMethods = false)
	static class UserIndicator {

		@Bean
		HealthIndicator weakrefHealthIndicator() {
			return () -> Health.unknown().build();
		}

	}

}
