package dev.weakref.spring.bean;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
 * Hands out proxies of the beans that are marked with {@link DestroyWhenUnused}. Comes
 * after those who put other proxies around beans, as Spring has it with post-processors
 * of definitions.
 */
public final class DestroyWhenUnusedPostProcessor implements MergedBeanDefinitionPostProcessor,
		SmartInstantiationAwareBeanPostProcessor, SmartInitializingSingleton {

	private final ConcurrentMap<String, LentBeans> lentBeans = new ConcurrentHashMap<>();

	private final Set<String> factories = ConcurrentHashMap.newKeySet();

	private final SingletonSupplier<SubclassProxies> proxies = SingletonSupplier
		.of(() -> new SubclassProxies("DestroyWhenUnused"));

	private final DefaultListableBeanFactory beanFactory;

	private final LateBean<Finalizers> finalizers;

	/**
	 * Create the post-processor.
	 * @param beanFactory destroys the beans
	 * @param finalizers tells when a bean is unused; not asked for before the first such
	 * bean is made
	 */
	public DestroyWhenUnusedPostProcessor(DefaultListableBeanFactory beanFactory,
			ObjectProvider<Finalizers> finalizers) {
		this.beanFactory = beanFactory;
		this.finalizers = new LateBean<>(Finalizers.class, finalizers, "is not destroyed when unused");
	}

	/**
	 * Decides about a definition, once for all its beans.
	 * @throws DestroyWhenUnusedException if the bean is marked but cannot be destroyed
	 * when unused
	 */
	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
		if (FactoryBean.class.isAssignableFrom(type)) {
			this.factories.add(beanName);
		}
		if (!this.lentBeans.containsKey(beanName) && BeanMarks.has(definition, type, DestroyWhenUnused.class)
				&& this.beanFactory.containsBeanDefinition(beanName)) {
			this.lentBeans.putIfAbsent(beanName, accept(definition, type, beanName));
		}
	}

	@Override
	public void resetBeanDefinition(String beanName) {
		this.factories.remove(beanName);
		this.lentBeans.remove(beanName);
	}

	/**
	 * Lets ahead-of-time processing make the classes of proxies.
	 */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		LentBeans lentBeans = this.lentBeans.get(beanName);
		return (lentBeans != null) ? lentBeans.standIns().proxyClass() : beanClass;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		LentBeans lentBeans = this.lentBeans.get(beanName);
		if (lentBeans != null) {
			return lend(bean, beanName, lentBeans);
		}
		if (this.factories.contains(beanName) && !(bean instanceof FactoryBean<?>)) {
			refuseProduct(BeanInstances.withoutProxies(bean).getClass(), beanName);
		}
		return bean;
	}

	/**
	 * Looks at the definitions of which no bean has been made yet.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		for (String beanName : this.beanFactory.getBeanDefinitionNames()) {
			BeanDefinition definition = this.beanFactory.getMergedBeanDefinition(beanName);
			if (!definition.isSingleton() && !definition.isAbstract()) {
				look(beanName);
			}
		}
		BeanInstances.forEachToCome(this.beanFactory, (beanName, type) -> refuseProduct(type, beanName));
	}

	private void look(String beanName) {
		Class<?> type = BeanInstances.definedType(this.beanFactory, beanName);
		if (type != null && this.beanFactory.getMergedBeanDefinition(beanName) instanceof RootBeanDefinition known) {
			postProcessMergedBeanDefinition(known, type, beanName);
		}
	}

	/**
	 * Refuses marked classes whose instances a factory bean makes. Products of Spring's
	 * own factory beans stand for other beans.
	 */
	private void refuseProduct(Class<?> type, String beanName) {
		if (BeanMarks.onClass(type, DestroyWhenUnused.class) && this.beanFactory.containsBeanDefinition(beanName)
				&& this.beanFactory.isFactoryBean(beanName)) {
			Class<?> factoryType = BeanInstances.definedType(this.beanFactory, beanName);
			if (factoryType == null || factoryType.isInterface() || !FrameworkClasses.contains(factoryType)) {
				throw new LendingRules(beanName, this.beanFactory.getMergedBeanDefinition(beanName)).product(type);
			}
		}
	}

	private LentBeans accept(RootBeanDefinition definition, Class<?> type, String beanName) {
		Class<?> declaredType = BeanMarks.declaredType(definition, type);
		LendingRules rules = new LendingRules(beanName, definition);
		rules.check(declaredType);
		try {
			return new LentBeans(beanName, new StandIns(declaredType, this.proxies.obtain()), this.beanFactory);
		}
		catch (IllegalArgumentException ex) {
			throw rules.noProxy(declaredType, ex);
		}
	}

	private Object lend(Object bean, String beanName, LentBeans lentBeans) {
		Finalizers finalizers = this.finalizers.get();
		if (finalizers == null || finalizers.isClosed()) {
			this.finalizers.warn(beanName);
			return bean;
		}
		if (!lentBeans.standIns().type().isInstance(bean)) {
			throw new LendingRules(beanName, this.beanFactory.getMergedBeanDefinition(beanName))
				.otherProxy(lentBeans.standIns().type());
		}
		return lentBeans.lend(bean, finalizers);
	}

}
