package dev.weakref.boot.autoconfigure;

import dev.weakref.reaper.Reaper;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.bean.TrackingPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of {@link TrackedBeans}.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(WeakCacheBeans.class)
public final class WeakRefTrackingAutoConfiguration {

	@Bean
	static TrackingPostProcessor weakRefTrackingPostProcessor(ConfigurableListableBeanFactory beanFactory,
			Environment environment, ObjectProvider<TrackedBeans> trackedBeans) {
		return new TrackingPostProcessor(beanFactory, new TrackRules(beanFactory).read(environment), trackedBeans);
	}

	@Bean
	SmartInitializingSingleton weakRefTrackCheck(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return () -> new TrackRules(beanFactory).mentionUnused(environment);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	TrackedBeans weakRefTrackedBeans(Reaper reaper) {
		return new TrackedBeans(reaper);
	}

}
