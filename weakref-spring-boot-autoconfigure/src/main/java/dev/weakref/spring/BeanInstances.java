package dev.weakref.spring;

import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Answers questions about the instances of a bean, which are not always those that its
 * definition describes: the instances of a {@link FactoryBean} are its products.
 */
public final class BeanInstances {

	private static final Logger logger = LoggerFactory.getLogger(BeanInstances.class);

	private static final String UNKNOWN = "The type of bean '{}' cannot be told before it is made";

	private BeanInstances() {
	}

	/**
	 * Whether an instance is one of several, which the context does not keep: that of a
	 * prototype, request, session or custom scope, and the product of a factory bean that
	 * makes a product for each request. Instances of inner beans are not, since their
	 * scope has no name to look up.
	 * @param beanFactory the bean factory that made the instance
	 * @param bean the instance, a factory bean or its product
	 * @param beanName the name of the bean, which a factory bean has in common with its
	 * products
	 * @return whether the instance comes and goes
	 */
	public static boolean comesAndGoes(ConfigurableListableBeanFactory beanFactory, Object bean, String beanName) {
		if (bean instanceof FactoryBean<?>) {
			return beanFactory.containsBeanDefinition(beanName)
					&& !beanFactory.getMergedBeanDefinition(beanName).isSingleton();
		}
		return beanFactory.containsLocalBean(beanName) && !beanFactory.isSingleton(beanName);
	}

	/**
	 * The name by which the application knows a bean, which behind a scoped proxy is not
	 * its own.
	 * @param beanName the name of the bean
	 * @return the name of the scoped proxy, or of the bean if there is none
	 */
	public static String publicName(String beanName) {
		return ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName) : beanName;
	}

	/**
	 * The instance behind the proxies around it.
	 * @param bean a bean, maybe with proxies around it
	 * @return the instance; a proxy whose target changes counts as an instance
	 */
	public static Object withoutProxies(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? withoutProxies(target) : bean;
	}

	/**
	 * Look at the types of all beans of which there need not have been an instance by the
	 * end of start-up: prototypes, other scoped beans, lazy beans, products of factory
	 * beans. Makes none. Scoped proxies are left out, and beans whose type or methods
	 * cannot be told, say for want of a class: they may never be made.
	 * @param beanFactory knows the beans
	 * @param action is given the name and the type of each
	 * @throws UnsuitableBeanException if the action throws one
	 */
	public static void forEachToCome(ConfigurableListableBeanFactory beanFactory, BiConsumer<String, Class<?>> action) {
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			try {
				Class<?> type = isToCome(beanFactory, beanName) ? beanFactory.getType(beanName, false) : null;
				if (type != null && !ScopedObject.class.isAssignableFrom(type)) {
					action.accept(beanName, ClassUtils.getUserClass(type));
				}
			}
			catch (UnsuitableBeanException ex) {
				throw ex;
			}
			catch (BeansException | IllegalStateException | LinkageError ex) {
				logger.debug(UNKNOWN, beanName, ex);
			}
		}
	}

	private static boolean isToCome(ConfigurableListableBeanFactory beanFactory, String beanName) {
		return !beanFactory.getMergedBeanDefinition(beanName).isAbstract()
				&& (!beanFactory.containsSingleton(beanName) || beanFactory.isFactoryBean(beanName));
	}

	/**
	 * The type of what a definition describes: of a factory bean, its own.
	 * @param beanFactory knows the bean
	 * @param beanName the name of the bean
	 * @return the type, or {@code null} if it cannot be told before there is an instance
	 */
	public static @Nullable Class<?> definedType(ConfigurableListableBeanFactory beanFactory, String beanName) {
		try {
			return beanFactory.getType(
					beanFactory.isFactoryBean(beanName) ? BeanFactory.FACTORY_BEAN_PREFIX + beanName : beanName, false);
		}
		catch (BeansException | LinkageError ex) {
			logger.debug(UNKNOWN, beanName, ex);
			return null;
		}
	}

}
