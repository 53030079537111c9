package dev.weakref.spring.bean;

import java.util.Set;

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
 * Registers what the context makes in a prototype, request, session or custom scope, and
 * each product of a factory bean that makes several, with the {@link TypeFinalizer} beans
 * of its type.
 * <p>
 * Singletons are left alone: the context holds them until it is closed, and then calls
 * their own destroy methods. So are inner beans, whose scope has no name to look up. The
 * instance itself is meant, not a proxy that is put around it afterwards.
 */
public final class TypeFinalizerPostProcessor implements BeanPostProcessor, PriorityOrdered {

	private final SingletonSupplier<Set<Object>> registered = SingletonSupplier.of(WeakSet::identity);

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
		this.typeFinalizers = new LateBean<>(TypeFinalizers.class, typeFinalizers, "has no type finalizer");
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
		if (mayBeNeeded() && BeanInstances.comesAndGoes(this.beanFactory, bean, beanName)) {
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
	 * Once it is known that there are none, a new instance costs no more than this.
	 */
	private boolean mayBeNeeded() {
		TypeFinalizers typeFinalizers = this.typeFinalizers.getIfMade();
		return typeFinalizers == null || !typeFinalizers.isEmpty();
	}

	/**
	 * A factory bean may hand out an object several times.
	 */
	private void register(Object bean, TypeFinalizers typeFinalizers) {
		Set<Object> registered = this.registered.obtain();
		if (!registered.contains(bean) && !typeFinalizers.register(bean).isEmpty()) {
			registered.add(bean);
		}
	}

}
