package dev.weakref.autoconfigure;

import dev.weakref.lock.WeakLocks;
import dev.weakref.reaper.Reaper;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of {@link WeakLocks}.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(Reaper.class)
public final class WeakRefLockAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakLocks weakLocks(Reaper reaper) {
		return new WeakLocks(reaper);
	}

}
