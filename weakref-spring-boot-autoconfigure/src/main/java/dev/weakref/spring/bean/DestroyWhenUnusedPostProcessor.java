package dev.weakref.spring.bean;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.Internal;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.FrameworkClasses;
import dev.weakref.spring.LateBean;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.util.function.SingletonSupplier;

/**
 * Replaces the beans that are marked with {@link DestroyWhenUnused} by proxies. As a
 * post-processor of definitions it is called after those that create other proxies.
 *
 * @hidden
 */
@Internal
public final class DestroyWhenUnusedPostProcessor implements MergedBeanDefinitionPostProcessor,
		SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton {

	private final ConcurrentMap<String, DestroyableInstances> instances = new ConcurrentHashMap<>();

	private final Set<String> factories = ConcurrentHashMap.newKeySet();

	private final SingletonSupplier<SubclassProxies> proxies = SingletonSupplier
		.of(() -> new SubclassProxies("DestroyWhenUnused"));

	private final DefaultListableBeanFactory beanFactory;

	private final LateBean<Finalizers> finalizers;

	/**
	 * Creates the post-processor.
	 * @param beanFactory destroys the beans
	 * @param finalizers the provider of the finalizers, used from the first such bean on
	 */
	public DestroyWhenUnusedPostProcessor(DefaultListableBeanFactory beanFactory,
			ObjectProvider<Finalizers> finalizers) {
		this.beanFactory = beanFactory;
		this.finalizers = new LateBean<>(Finalizers.class, finalizers, "is not destroyed when unused");
	}

	/**
	 * Decides about a definition once, for all its beans.
	 * @throws DestroyWhenUnusedException if the bean is marked but cannot be destroyed
	 * when unused
	 */
	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
		if (FactoryBean.class.isAssignableFrom(type)) {
			this.factories.add(beanName);
		}
		if (!this.instances.containsKey(beanName) && BeanMarks.has(definition, type, DestroyWhenUnused.class)
				&& this.beanFactory.containsBeanDefinition(beanName)) {
			this.instances.putIfAbsent(beanName, accept(definition, type, beanName));
		}
	}

	@Override
	public void resetBeanDefinition(String beanName) {
		this.factories.remove(beanName);
		this.instances.remove(beanName);
	}

	/**
	 * Lets ahead-of-time processing create the classes of proxies.
	 */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		DestroyableInstances instances = this.instances.get(beanName);
		return (instances != null) ? instances.proxies().proxyClass() : beanClass;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		DestroyableInstances instances = this.instances.get(beanName);
		if (instances != null) {
			return proxy(bean, beanName, instances);
		}
		if (this.factories.contains(beanName) && !(bean instanceof FactoryBean<?>)) {
			refuseProduct(BeanInstances.withoutProxies(bean).getClass(), beanName);
		}
		return bean;
	}

	/**
	 * Checks the definitions of which no bean has been created yet.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
			if (!definition.isSingleton() && !definition.isAbstract()) {
				check(beanName);
			}
		}
		BeanInstances.forEachUncreated(this.beanFactory, (beanName, type) -> refuseProduct(type, beanName));
	}

	private void check(String beanName) {
		Class<?> type = BeanInstances.definedType(this.beanFactory, beanName);
		if (type != null && this.beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition known) {
			postProcessMergedBeanDefinition(known, type, beanName);
		}
	}

	/**
	 * Refuses marked classes whose instances are products of a factory bean. Products of
	 * Spring's own factory beans are proxies of other beans.
	 */
	private void refuseProduct(Class<?> type, String beanName) {
		if (BeanMarks.onClass(type, DestroyWhenUnused.class) && this.beanFactory.containsBeanDefinition(beanName)
				&& this.beanFactory.isFactoryBean(beanName)) {
			Class<?> factoryType = BeanInstances.definedType(this.beanFactory, beanName);
			if (factoryType == null || factoryType.isInterface() || !FrameworkClasses.contains(factoryType)) {
				throw new DestroyWhenUnusedRules(beanName, this.beanFactory.getMergedBeanDefinition(beanName))
					.product(type);
			}
		}
	}

	private DestroyableInstances accept(RootBeanDefinition definition, Class<?> type, String beanName) {
		Class<?> declaredType = BeanMarks.declaredType(definition, type);
		DestroyWhenUnusedRules rules = new DestroyWhenUnusedRules(beanName, definition);
		rules.check(declaredType);
		try {
			return new DestroyableInstances(beanName, new BeanProxies(declaredType, this.proxies.obtain()),
					this.beanFactory);
		}
		catch (IllegalArgumentException ex) {
			throw rules.noProxy(declaredType, ex);
		}
	}

	private Object proxy(Object bean, String beanName, DestroyableInstances instances) {
		Finalizers finalizers = this.finalizers.get();
		if (finalizers == null || finalizers.isClosed()) {
			this.finalizers.warn(beanName);
			return bean;
		}
		if (!instances.proxies().type().isInstance(bean)) {
			throw new DestroyWhenUnusedRules(beanName, this.beanFactory.getMergedBeanDefinition(beanName))
				.otherProxy(instances.proxies().type());
		}
		return instances.add(bean, finalizers);
	}

}
