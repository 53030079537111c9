package dev.weakref.boot.autoconfigure;

import dev.weakref.memo.Memoizers;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.cache.MemoizedPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of methods annotated with {@link Memoized}.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(WeakCacheBeans.class)
public final class WeakRefMemoizedAutoConfiguration {

	@Bean
	static MemoizedPostProcessor weakRefMemoizedPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<Memoizers> memoizers, Environment environment) {
		return new MemoizedPostProcessor(beanFactory,
				environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true), memoizers);
	}

}
