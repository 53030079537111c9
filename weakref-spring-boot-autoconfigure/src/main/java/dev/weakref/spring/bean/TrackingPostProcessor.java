package dev.weakref.spring.bean;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiPredicate;

import dev.weakref.Internal;
import dev.weakref.collection.WeakSet;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.LateBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/**
 * Adds the instances of tracked beans to {@link TrackedBeans}. Decides once for each
 * definition; a bean that is not tracked costs a look into a map.
 *
 * @hidden
 */
@Internal
public final class TrackingPostProcessor
		implements MergedBeanDefinitionPostProcessor, DestructionAwareBeanPostProcessor {

	private static final Logger logger = LoggerFactory.getLogger(TrackingPostProcessor.class);

	private final ConcurrentMap<String, Selected> selected = new ConcurrentHashMap<>();

	/** The classes of tracked beans: a bean of another class need not be looked up. */
	private final SingletonSupplier<Set<Class<?>>> classes = SingletonSupplier.of(WeakSet::identity);

	/** Whether the products of a factory bean are marked by the way it is declared. */
	private final ConcurrentMap<String, Boolean> factories = new ConcurrentHashMap<>();

	private final ConcurrentMap<Product, Optional<Selected>> products = new ConcurrentHashMap<>();

	private final ConfigurableListableBeanFactory beanFactory;

	private final BiPredicate<Class<?>, String> selection;

	private final LateBean<TrackedBeans> trackedBeans;

	/**
	 * Creates the post-processor.
	 * @param beanFactory the bean factory
	 * @param selection whether to track beans of a class in a scope that are not marked
	 * @param trackedBeans the provider of the tracked beans, used from the first tracked
	 * bean on
	 */
	public TrackingPostProcessor(ConfigurableListableBeanFactory beanFactory, BiPredicate<Class<?>, String> selection,
			ObjectProvider<TrackedBeans> trackedBeans) {
		this.beanFactory = beanFactory;
		this.selection = selection;
		this.trackedBeans = new LateBean<>(TrackedBeans.class, trackedBeans, "is not tracked");
	}

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
		boolean factory = FactoryBean.class.isAssignableFrom(type);
		if (definition.isSingleton() && !factory) {
			if (BeanMarks.has(definition, type, Tracked.class)) {
				warnOfSingleton(beanName);
			}
			return;
		}
		if (definition.isSingleton() && BeanMarks.onClass(ClassUtils.getUserClass(type), Tracked.class)) {
			warnOfSingleton(BeanFactory.FACTORY_BEAN_PREFIX + beanName);
		}
		boolean marked = BeanMarks.onFactoryMethod(definition, Tracked.class)
				|| BeanMarks.onFactoryMethod(definition, DestroyWhenUnused.class);
		if (factory) {
			this.factories.put(beanName, marked);
		}
		if (!definition.isSingleton()) {
			Selected selected = select(type, String.valueOf(definition.getScope()), marked && !factory);
			if (selected != null) {
				this.selected.put(beanName, selected);
			}
		}
	}

	private @Nullable Selected select(Class<?> type, String scope, boolean marked) {
		Class<?> userClass = ClassUtils.getUserClass(type);
		return (marked || BeanMarks.onClass(userClass, Tracked.class)
				|| BeanMarks.onClass(userClass, DestroyWhenUnused.class) || this.selection.test(userClass, scope))
						? new Selected(userClass.getName(), scope) : null;
	}

	@Override
	public void resetBeanDefinition(String beanName) {
		this.selected.remove(beanName);
		this.factories.remove(beanName);
		this.products.keySet().removeIf((product) -> product.beanName().equals(beanName));
	}

	/**
	 * Tracks a bean before initialization, since it may be a proxy afterwards.
	 */
	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		Selected selected = this.selected.get(beanName);
		if (selected != null) {
			track(bean, beanName, selected);
		}
		return bean;
	}

	/**
	 * Tracks a product of a factory bean like a prototype if the factory bean creates
	 * several.
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Boolean marked = (bean instanceof FactoryBean<?>) ? null : this.factories.get(beanName);
		if (marked != null) {
			Object product = BeanInstances.withoutProxies(bean);
			if (BeanInstances.isNotKeptByContext(this.beanFactory, bean, beanName)) {
				Selected selected = product(product, beanName);
				if (selected != null) {
					track(product, beanName, selected);
				}
			}
			else if (marked || BeanMarks.onClass(product.getClass(), Tracked.class)) {
				warnOfSingleton(beanName);
			}
		}
		return bean;
	}

	private static void warnOfSingleton(String beanName) {
		logger.warn("The bean '{}' is marked with @Tracked but is a singleton, which lives as long as the application"
				+ " context, so it is not tracked", beanName);
	}

	private @Nullable Selected product(Object product, String beanName) {
		return this.products.computeIfAbsent(new Product(beanName, product.getClass().getName()),
				(key) -> Optional.ofNullable(select(product.getClass(), BeanDefinition.SCOPE_PROTOTYPE,
						this.factories.getOrDefault(beanName, false))))
			.orElse(null);
	}

	/**
	 * Returns true for few beans only, since Spring keeps a record of each.
	 */
	@Override
	public boolean requiresDestruction(Object bean) {
		return this.trackedBeans.getIfMade() != null && this.classes.obtain().contains(bean.getClass());
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		Selected selected = (this.factories.containsKey(beanName) && !(bean instanceof FactoryBean<?>))
				? product(bean, beanName) : this.selected.get(beanName);
		TrackedGroup group = (selected != null) ? selected.group : null;
		if (group != null) {
			group.end(bean);
		}
	}

	private void track(Object bean, String beanName, Selected selected) {
		TrackedGroup group = group(selected);
		if (group != null) {
			this.classes.obtain().add(bean.getClass());
			group.begin(bean);
		}
		else {
			this.trackedBeans.warn(beanName);
		}
	}

	private @Nullable TrackedGroup group(Selected selected) {
		TrackedGroup group = selected.group;
		if (group == null) {
			TrackedBeans trackedBeans = this.trackedBeans.get();
			group = (trackedBeans != null) ? trackedBeans.group(selected.type, selected.scope) : null;
			selected.group = group;
		}
		return group;
	}

	/**
	 * The products of a factory bean that have one class, which is not held.
	 */
	private record Product(String beanName, String type) {

	}

	/**
	 * A definition whose beans are tracked.
	 */
	private static final class Selected {

		/** The name of the class, which is not held. */
		private final String type;

		private final String scope;

		private volatile @Nullable TrackedGroup group;

		Selected(String type, String scope) {
			this.type = type;
			this.scope = scope;
		}

	}

}
