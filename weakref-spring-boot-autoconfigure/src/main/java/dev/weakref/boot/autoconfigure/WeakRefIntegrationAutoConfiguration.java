package dev.weakref.boot.autoconfigure;

import dev.weakref.lock.WeakLocks;
import dev.weakref.spring.lock.WeakLockRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.integration.support.locks.LockRegistry;

/**
 * Auto-configuration of the lock registry of Spring Integration, for applications that
 * have none of their own.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnClass(LockRegistry.class)
@ConditionalOnSingleCandidate(WeakLocks.class)
public final class WeakRefIntegrationAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean(LockRegistry.class)
	WeakLockRegistry weakLockRegistry(WeakLocks locks) {
		return new WeakLockRegistry(locks);
	}

}
