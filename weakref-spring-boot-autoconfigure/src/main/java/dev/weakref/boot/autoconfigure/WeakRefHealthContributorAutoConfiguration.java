package dev.weakref.boot.autoconfigure;

import java.time.Duration;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.boot.actuate.BackingHealthIndicator;
import dev.weakref.boot.actuate.ReaperHealthIndicator;
import dev.weakref.cache.WeakCaches;
import dev.weakref.reaper.Reaper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/**
 * Auto-configuration of the health of the reaper and of the engines behind caches.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("weakref")
@ConditionalOnBean(Reaper.class)
public final class WeakRefHealthContributorAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean(name = { "weakrefHealthIndicator", "weakrefHealthContributor" })
	ReaperHealthIndicator weakrefHealthContributor(Reaper reaper, WeakRefProperties properties) {
		Duration waitThreshold = properties.callbacks().waitThreshold();
		WeakRefConfigurationException.requirePositive("weakref.callbacks.wait-threshold", waitThreshold,
				"Set a positive duration such as 1m or 5m");
		return new ReaperHealthIndicator(reaper, waitThreshold);
	}

	@Bean
	@Conditional(OnBackingCondition.class)
	@ConditionalOnMissingBean(name = { "weakrefBackingHealthIndicator", "weakrefBackingHealthContributor" })
	BackingHealthIndicator weakrefBackingHealthContributor(WeakCaches caches) {
		return new BackingHealthIndicator(caches);
	}

}
