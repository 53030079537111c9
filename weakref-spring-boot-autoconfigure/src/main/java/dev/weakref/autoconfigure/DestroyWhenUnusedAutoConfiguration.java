package dev.weakref.autoconfigure;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what honours {@link DestroyWhenUnused}.
 */
@AutoConfiguration(after = FinalizerAutoConfiguration.class)
@ConditionalOnBean(Finalizers.class)
public final class DestroyWhenUnusedAutoConfiguration {

	@Bean
	static DestroyWhenUnusedPostProcessor weakRefDestroyWhenUnusedPostProcessor(DefaultListableBeanFactory beanFactory,
			ObjectProvider<Finalizers> finalizers) {
		return new DestroyWhenUnusedPostProcessor(beanFactory, finalizers);
	}

}
