package dev.weakref.boot.autoconfigure;

import dev.weakref.boot.metrics.WeakMeters;
import dev.weakref.reaper.Reaper;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of {@link WeakMeters}. The bean needs no meter registry, so that
 * beans that inject it can be tested without one.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(Reaper.class)
public final class WeakMetersAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakMeters weakMeters(Reaper reaper) {
		return new WeakMeters(reaper);
	}

}
