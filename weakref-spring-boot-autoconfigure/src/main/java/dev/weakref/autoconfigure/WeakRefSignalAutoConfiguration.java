package dev.weakref.autoconfigure;

import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Signals;
import dev.weakref.spring.signal.WeakReceiverPostProcessor;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of {@link Signals} and of beans that receive them. Events are sent
 * asynchronously by the application's task executor, or in the common pool where there is
 * none.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(Reaper.class)
public final class WeakRefSignalAutoConfiguration {

	@Bean
	static WeakReceiverPostProcessor weakReceiverPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<Signals> signals) {
		return new WeakReceiverPostProcessor(beanFactory, signals);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Signals weakRefSignals(Reaper reaper, @Qualifier("applicationTaskExecutor") ObjectProvider<Executor> executor) {
		return new Signals(reaper, (task) -> executor.getIfAvailable(ForkJoinPool::commonPool).execute(task));
	}

}
