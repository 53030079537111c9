package dev.weakref.boot.autoconfigure;

import java.time.Duration;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.reference.Referents;
import dev.weakref.spring.bean.DestroyWhenUnused;
import dev.weakref.spring.bean.DestroyWhenUnusedPostProcessor;
import dev.weakref.spring.bean.TypeFinalizerPostProcessor;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

/**
 * Auto-configuration of finalizers, of {@link TypeFinalizer} beans and of
 * {@link DestroyWhenUnused}. A child context has finalizers of its own, since they use
 * its beans.
 */
@AutoConfiguration(after = WeakRefAutoConfiguration.class)
@ConditionalOnBean(WeakCacheBeans.class)
public final class WeakRefFinalizersAutoConfiguration {

	private final WeakRefProperties.Finalizers finalizers;

	WeakRefFinalizersAutoConfiguration(WeakRefProperties properties) {
		this.finalizers = properties.finalizers();
		WeakRefConfigurationException.requirePositive("weakref.finalizers.close-timeout",
				this.finalizers.closeTimeout(),
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

	/**
	 * Returns the finalizers of this context, which use its beans and run when it is
	 * closed. If the application has declared some in this or a parent context, those
	 * serve both.
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

}
