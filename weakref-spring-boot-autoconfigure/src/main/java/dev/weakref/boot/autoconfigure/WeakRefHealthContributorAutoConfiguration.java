package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.actuate.ReaperHealthIndicator;
import dev.weakref.reaper.Reaper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of the {@link ReaperHealthIndicator}.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("weakref")
@ConditionalOnBean(Reaper.class)
public final class WeakRefHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "weakrefHealthIndicator", "weakrefHealthContributor" })
	ReaperHealthIndicator weakrefHealthContributor(Reaper reaper) {
		return new ReaperHealthIndicator(reaper);
	}

}
