package dev.weakref.autoconfigure;

import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.cache.MemoizedPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of {@link Memoizers} and of {@link Memoized} methods.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(Reaper.class)
public final class MemoizedAutoConfiguration {

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Memoizers weakRefMemoizers(Reaper reaper) {
		return new Memoizers(reaper);
	}

	@Bean
	static MemoizedPostProcessor weakRefMemoizedPostProcessor(ObjectProvider<Memoizers> memoizers,
			Environment environment) {
		MemoizedPostProcessor processor = new MemoizedPostProcessor(memoizers);
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		return processor;
	}

}
