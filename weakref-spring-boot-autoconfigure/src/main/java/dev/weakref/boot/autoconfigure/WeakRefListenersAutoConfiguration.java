package dev.weakref.boot.autoconfigure;

import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

import dev.weakref.reaper.Reaper;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListener;
import dev.weakref.spring.event.WeakEventListenerFactory;
import dev.weakref.spring.event.WeakEventListenerPostProcessor;
import dev.weakref.spring.event.WeakListenerRuntimeHints;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of {@link WeakApplicationListeners} and of methods annotated with
 * {@link WeakEventListener}. A child context has listeners of its own, as it has an event
 * multicaster of its own.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(WeakCacheBeans.class)
@ImportRuntimeHints(WeakListenerRuntimeHints.class)
public final class WeakRefListenersAutoConfiguration {

	@Bean
	static WeakEventListenerFactory weakEventListenerFactory(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WeakApplicationListeners> listeners) {
		return new WeakEventListenerFactory(beanFactory, listeners);
	}

	@Bean
	static WeakEventListenerPostProcessor weakEventListenerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WeakApplicationListeners> listeners) {
		return new WeakEventListenerPostProcessor(beanFactory, listeners);
	}

	@Bean
	@Lazy
	@Fallback
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	WeakApplicationListeners weakApplicationListeners(BeanFactory beanFactory,
			@Qualifier(AbstractApplicationContext.APPLICATION_EVENT_MULTICASTER_BEAN_NAME) ApplicationEventMulticaster multicaster,
			Reaper reaper, @Qualifier("applicationTaskExecutor") ObjectProvider<Executor> applicationTaskExecutor,
			ObjectProvider<TaskExecutor> taskExecutors) {
		Supplier<Executor> executor = SingletonSupplier
			.of(() -> executor(applicationTaskExecutor.getIfAvailable(), taskExecutors));
		return new WeakApplicationListeners(beanFactory, multicaster, reaper, (task) -> executor.get().execute(task));
	}

	/**
	 * Returns the executor that {@code @Async} uses, or the common pool in an application
	 * without task execution.
	 */
	private static Executor executor(@Nullable Executor applicationTaskExecutor,
			ObjectProvider<TaskExecutor> taskExecutors) {
		return (applicationTaskExecutor != null) ? applicationTaskExecutor
				: Objects.requireNonNullElseGet(taskExecutors.getIfUnique(), ForkJoinPool::commonPool);
	}

}
