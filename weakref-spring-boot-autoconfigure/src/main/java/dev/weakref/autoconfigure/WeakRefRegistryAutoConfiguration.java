package dev.weakref.autoconfigure;

import dev.weakref.reaper.Reaper;
import dev.weakref.registry.WeakRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of the {@link WeakRegistry}.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(Reaper.class)
public final class WeakRefRegistryAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakRegistry weakRegistry(Reaper reaper) {
		return new WeakRegistry(reaper);
	}

}
