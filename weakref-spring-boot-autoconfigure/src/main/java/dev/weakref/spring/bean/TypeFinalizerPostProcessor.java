package dev.weakref.spring.bean;

import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.spring.LateBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Registers what the context makes in a prototype, request, session or custom scope with
 * the {@link TypeFinalizer} beans of its type.
 * <p>
 * Singletons are left alone: the context holds them until it is closed, and then calls
 * their own destroy methods. So are inner beans, whose scope has no name to look up. The
 * instance itself is meant, not a proxy that is put around it afterwards.
 */
public final class TypeFinalizerPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private static final Logger logger = LoggerFactory.getLogger(TypeFinalizerPostProcessor.class);

	private final ConfigurableListableBeanFactory beanFactory;

	private final LateBean<TypeFinalizers> typeFinalizers;

	/**
	 * Create the post-processor.
	 * @param beanFactory knows the scopes of beans
	 * @param typeFinalizers gives the type finalizers, which are not asked for before the
	 * first bean that may need them
	 */
	public TypeFinalizerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<TypeFinalizers> typeFinalizers) {
		this.beanFactory = beanFactory;
		this.typeFinalizers = new LateBean<>(typeFinalizers);
	}

	/**
	 * Before those who put proxies around beans.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (mayBeNeeded() && comesAndGoes(beanName)) {
			TypeFinalizers typeFinalizers = this.typeFinalizers.get();
			if (typeFinalizers != null) {
				typeFinalizers.register(bean);
			}
			else if (this.beanFactory.getBeanNamesForType(TypeFinalizer.class, true, false).length > 0) {
				logger.warn("The bean '{}' is needed by type finalizers or comes after their end, so none of them is"
						+ " applied to it", beanName);
			}
		}
		return bean;
	}

	/**
	 * Once it is known that there are none, a new instance costs no more than this.
	 */
	private boolean mayBeNeeded() {
		TypeFinalizers typeFinalizers = this.typeFinalizers.getIfMade();
		return typeFinalizers == null || !typeFinalizers.isEmpty();
	}

	private boolean comesAndGoes(String beanName) {
		return this.beanFactory.containsBeanDefinition(beanName)
				&& !this.beanFactory.getMergedBeanDefinition(beanName).isSingleton();
	}

}
