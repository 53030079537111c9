package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.Referents;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedPostProcessor;
import dev.weakref.spring.bean.TrackedBeans;
import dev.weakref.spring.bean.TrackingPostProcessor;
import dev.weakref.spring.bean.TypeFinalizerPostProcessor;
import dev.weakref.spring.cache.Memoized;
import dev.weakref.spring.cache.MemoizedPostProcessor;
import dev.weakref.spring.event.WeakApplicationListeners;
import dev.weakref.spring.event.WeakEventListener;
import dev.weakref.spring.event.WeakEventListenerFactory;
import dev.weakref.spring.event.WeakEventListenerPostProcessor;
import dev.weakref.spring.event.WeakListenerRuntimeHints;
import dev.weakref.spring.signal.WeakReceiver;
import dev.weakref.spring.signal.WeakReceiverPostProcessor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
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
import org.springframework.core.env.Environment;
import org.springframework.core.task.TaskExecutor;
import org.springframework.util.function.SingletonSupplier;

/**
 * Auto-configuration of what serves the beans of an application: finalizers, tracking,
 * and the annotations {@link DestroyWhenUnused}, {@link Memoized},
 * {@link WeakEventListener} and {@link WeakReceiver}. A child context has finalizers and
 * listeners of its own, as it has beans and an event multicaster of its own.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(WeakCacheBeans.class)
@ImportRuntimeHints(WeakListenerRuntimeHints.class)
public final class WeakRefBeansAutoConfiguration {

	private final WeakRefProperties.Finalizers finalizers;

	WeakRefBeansAutoConfiguration(WeakRefProperties properties) {
		this.finalizers = properties.finalizers();
		PositiveSetting.require("weakref.finalizers.close-timeout", this.finalizers.closeTimeout(),
				"Set a positive duration such as 10s, or set weakref.finalizers.run-on-close to false");
	}

	@Bean
	static TypeFinalizerPostProcessor weakRefTypeFinalizerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<TypeFinalizers> typeFinalizers) {
		return new TypeFinalizerPostProcessor(beanFactory, typeFinalizers);
	}

	@Bean
	static DestroyWhenUnusedPostProcessor weakRefDestroyWhenUnusedPostProcessor(DefaultListableBeanFactory beanFactory,
			ObjectProvider<Finalizers> finalizers) {
		return new DestroyWhenUnusedPostProcessor(beanFactory, finalizers);
	}

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
	static MemoizedPostProcessor weakRefMemoizedPostProcessor(ObjectProvider<Memoizers> memoizers,
			Environment environment) {
		MemoizedPostProcessor processor = new MemoizedPostProcessor(memoizers);
		processor.setProxyTargetClass(environment.getProperty("spring.aop.proxy-target-class", Boolean.class, true));
		return processor;
	}

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
	static WeakReceiverPostProcessor weakReceiverPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<Signals> signals) {
		return new WeakReceiverPostProcessor(beanFactory, signals);
	}

	/**
	 * Bean of the finalizers of this context, which use its beans and run when it is
	 * closed; unless the application has made some in it or in a parent context, which
	 * then serve for both.
	 */
	@Bean
	@Lazy
	@Fallback
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	Finalizers weakRefFinalizers(Referents referents, ConfigurableListableBeanFactory beanFactory) {
		boolean runOnClose = this.finalizers.runOnClose();
		Duration closeTimeout = this.finalizers.closeTimeout();
		BeanFactory parentFactory = beanFactory.getParentBeanFactory();
		Finalizers parent = (parentFactory != null) ? parentFactory.getBeanProvider(Finalizers.class).getIfUnique()
				: null;
		return (parent != null) ? parent.child(runOnClose, closeTimeout)
				: new Finalizers(referents, runOnClose, closeTimeout);
	}

	@Bean
	@Lazy
	@Fallback
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	TypeFinalizers weakRefTypeFinalizers(Finalizers finalizers, ObjectProvider<TypeFinalizer<?, ?>> typeFinalizers) {
		return new TypeFinalizers(finalizers, typeFinalizers.orderedStream().toList());
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	TrackedBeans weakRefTrackedBeans(Reaper reaper) {
		return new TrackedBeans(reaper);
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
	 * The one that {@code @Async} uses; there is none in an application without task
	 * execution.
	 */
	private static Executor executor(@Nullable Executor applicationTaskExecutor,
			ObjectProvider<TaskExecutor> taskExecutors) {
		return (applicationTaskExecutor != null) ? applicationTaskExecutor
				: Objects.requireNonNullElseGet(taskExecutors.getIfUnique(), ForkJoinPool::commonPool);
	}

}
