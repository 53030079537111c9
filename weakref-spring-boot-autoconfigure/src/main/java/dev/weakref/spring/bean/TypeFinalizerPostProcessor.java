package dev.weakref.spring.bean;

import java.util.Set;

import dev.weakref.Internal;
import dev.weakref.collection.WeakSet;
import dev.weakref.finalizer.TypeFinalizer;
import dev.weakref.finalizer.TypeFinalizers;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.LateBean;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;
import org.springframework.util.function.SingletonSupplier;

/**
 * Registers the instances of prototypes and of request, session or custom scopes, and the
 * products of factory beans that create several, with the {@link TypeFinalizer} beans of
 * their type.
 * <p>
 * Singletons are left out: the context holds them until it is closed, and then calls
 * their own destroy methods. So are inner beans, whose scope has no name to look up. The
 * instance itself is registered, not a proxy around it.
 *
 * @hidden
 */
@Internal
public final class TypeFinalizerPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final SingletonSupplier<Set<Object>> registered = SingletonSupplier.of(WeakSet::identity);

	private final ConfigurableListableBeanFactory beanFactory;

	private final LateBean<TypeFinalizers> typeFinalizers;

	/**
	 * Creates the post-processor.
	 * @param beanFactory the bean factory
	 * @param typeFinalizers the provider of the type finalizers, used from the first bean
	 * on that may need them
	 */
	public TypeFinalizerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<TypeFinalizers> typeFinalizers) {
		this.beanFactory = beanFactory;
		this.typeFinalizers = new LateBean<>(TypeFinalizers.class, typeFinalizers, "has no type finalizer");
	}

	/**
	 * Returns an order before the post-processors that create proxies.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (mayBeNeeded() && BeanInstances.isNotKeptByContext(this.beanFactory, bean, beanName)) {
			TypeFinalizers typeFinalizers = this.typeFinalizers.get();
			if (typeFinalizers != null) {
				register(bean, typeFinalizers);
			}
			else if (this.beanFactory.getBeanNamesForType(TypeFinalizer.class, true, false).length > 0) {
				this.typeFinalizers.warn(beanName);
			}
		}
		return bean;
	}

	/**
	 * Returns whether there may be type finalizers. If there are none, a new instance
	 * costs only this call.
	 */
	private boolean mayBeNeeded() {
		TypeFinalizers typeFinalizers = this.typeFinalizers.getIfMade();
		return typeFinalizers == null || !typeFinalizers.isEmpty();
	}

	/**
	 * Registers a bean once, since a factory bean may return an object several times.
	 */
	private void register(Object bean, TypeFinalizers typeFinalizers) {
		Set<Object> registered = this.registered.obtain();
		if (!registered.contains(bean) && !typeFinalizers.register(bean).isEmpty()) {
			registered.add(bean);
		}
	}

}
