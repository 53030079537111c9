package dev.weakref.autoconfigure;

import java.time.Duration;

import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reaper.Reaper;
import dev.weakref.reference.ClassProxyFactory;
import dev.weakref.reference.Referents;
import dev.weakref.reference.WeakMethods;
import dev.weakref.reference.WeakProxies;
import dev.weakref.reference.WeakRefs;
import dev.weakref.spring.bean.CglibProxyFactory;
import dev.weakref.spring.bean.TypeFinalizerPostProcessor;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of references and finalizers. What nobody injects is not made, so
 * that it costs no time at start-up.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(Reaper.class)
public final class FinalizerAutoConfiguration {

	private final WeakRefProperties.Finalizers settings;

	FinalizerAutoConfiguration(WeakRefProperties properties) {
		this.settings = properties.getFinalizers();
		Duration closeTimeout = this.settings.getCloseTimeout();
		if (closeTimeout.isNegative() || closeTimeout.isZero()) {
			throw new WeakRefConfigurationException("weakref.finalizers.close-timeout", closeTimeout,
					"the duration must be positive",
					"Set a positive duration such as 10s, or set weakref.finalizers.run-on-close to false");
		}
	}

	@Bean
	static TypeFinalizerPostProcessor weakRefTypeFinalizerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<TypeFinalizers> typeFinalizers) {
		return new TypeFinalizerPostProcessor(beanFactory, typeFinalizers);
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

	/**
	 * A child context has finalizers of its own, which use its beans, and run when it is
	 * closed; unless the application has made some in either context, which then serve
	 * for both.
	 */
	@Bean
	@Lazy
	@Fallback
	@ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
	Finalizers weakRefFinalizers(Referents referents, ConfigurableListableBeanFactory beanFactory) {
		boolean runOnClose = this.settings.isRunOnClose();
		Duration closeTimeout = this.settings.getCloseTimeout();
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

}
