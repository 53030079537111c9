package dev.weakref.boot.autoconfigure;

import dev.weakref.signal.Signals;
import dev.weakref.spring.signal.WeakReceiver;
import dev.weakref.spring.signal.WeakReceiverPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of methods annotated with {@link WeakReceiver}.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(WeakCacheBeans.class)
public final class WeakRefReceiversAutoConfiguration {

	@Bean
	static WeakReceiverPostProcessor weakReceiverPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<Signals> signals) {
		return new WeakReceiverPostProcessor(beanFactory, signals);
	}

}
