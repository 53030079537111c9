package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.cache.WeakCaches;
import dev.weakref.collection.WeakCollections;
import dev.weakref.lock.WeakLocks;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.ReaperBuilder;
import dev.weakref.reference.ClassProxyFactory;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.registry.WeakRegistry;
import dev.weakref.signal.Signals;
import dev.weakref.spring.bean.CglibProxyFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the reaper, of the weak caches in the configuration of the
 * application, and of the beans by which applications create weak objects at run time. A
 * bean that is not injected is not created, so that it costs no time at start-up.
 */
@AutoConfiguration
public final class WeakRefAutoConfiguration {

	@Bean
	static WeakCacheBeans weakCacheBeans(Environment environment) {
		return new WeakCacheBeans(environment);
	}

	@Bean
	static WeakCacheRegistrar weakCacheRegistrar(ObjectProvider<WeakCaches> weakCaches) {
		return new WeakCacheRegistrar(weakCaches);
	}

	@Bean
	@ConditionalOnMissingBean
	Reaper weakRefReaper(WeakRefProperties properties, ListableBeanFactory beanFactory) {
		Duration slowThreshold = properties.callbacks().slowThreshold();
		WeakRefConfigurationException.requirePositive("weakref.callbacks.slow-threshold", slowThreshold,
				"Set a positive duration such as 100ms or 1s");
		ReaperBuilder reaper = Reaper.builder()
			.slowThreshold(slowThreshold)
			.lastingObjects(properties.callbacks().lastingObjects());
		new CallbackExecutors(beanFactory).find(properties.callbacks().executor()).ifPresent(reaper::executor);
		return reaper.start();
	}

	@Bean
	WeakCacheSetup weakCacheSetup(WeakRefProperties properties, ObjectProvider<WeakCacheCustomizer> customizers,
			ConfigurableListableBeanFactory beanFactory) {
		return new WeakCacheSetup(properties, customizers, new CacheBackings(beanFactory));
	}

	@Bean
	CacheUseCheck weakRefCacheUseCheck(ConfigurableListableBeanFactory beanFactory, Environment environment) {
		return new CacheUseCheck(beanFactory, environment);
	}

	@Bean
	@ConditionalOnMissingBean
	WeakCaches weakCaches(Reaper reaper, WeakCacheSetup setup) {
		return new WeakCaches(reaper, setup);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakCollections weakCollections(Reaper reaper) {
		return new WeakCollections(reaper);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Memoizers weakRefMemoizers(Reaper reaper) {
		return new Memoizers(reaper);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakRegistry weakRegistry(Reaper reaper) {
		return new WeakRegistry(reaper);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakLocks weakLocks(Reaper reaper) {
		return new WeakLocks(reaper);
	}

	/**
	 * Returns the signals. Events are sent asynchronously by the application's task
	 * executor, or in the common pool where there is none.
	 */
	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Signals weakRefSignals(Reaper reaper, @Qualifier("applicationTaskExecutor") ObjectProvider<Executor> executor) {
		return new Signals(reaper, (task) -> executor.getIfAvailable(ForkJoinPool::commonPool).execute(task));
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	Referents weakRefReferents(Reaper reaper) {
		return new Referents(reaper);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakRefs weakRefs(Referents referents) {
		return new WeakRefs(referents);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakMethods weakMethods(Referents referents) {
		return new WeakMethods(referents);
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	ClassProxyFactory weakClassProxyFactory() {
		return new CglibProxyFactory();
	}

	@Bean
	@Lazy
	@ConditionalOnMissingBean
	WeakProxies weakProxies(Referents referents, ClassProxyFactory classProxies) {
		return new WeakProxies(referents, classProxies);
	}

}
