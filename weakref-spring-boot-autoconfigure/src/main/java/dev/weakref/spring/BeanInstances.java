package dev.weakref.spring;

import java.util.function.BiConsumer;

import dev.weakref.Internal;
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
 * Finds instances and types of beans. The instances of a {@link FactoryBean} are its
 * products.
 *
 * @hidden
 */
@Internal
public final class BeanInstances {

	private static final Logger logger = LoggerFactory.getLogger(BeanInstances.class);

	private static final String UNKNOWN = "The type of bean '{}' cannot be told before it is made";

	private BeanInstances() {
	}

	/**
	 * Returns whether the context does not keep an instance: it is one of a prototype,
	 * request, session or custom scope, or the product of a factory bean that creates a
	 * product for each request. Instances of inner beans are not, since their scope has
	 * no name to look up.
	 * @param beanFactory the bean factory that created the instance
	 * @param bean the instance, a factory bean or its product
	 * @param beanName the name of the bean; a factory bean and its products have the same
	 * @return whether the instance comes and goes
	 */
	public static boolean isNotKeptByContext(ConfigurableListableBeanFactory beanFactory, Object bean,
			String beanName) {
		if (bean instanceof FactoryBean<?>) {
			return beanFactory.containsBeanDefinition(beanName)
					&& !beanFactory.getMergedBeanDefinition(beanName).isSingleton();
		}
		return beanFactory.containsLocalBean(beanName) && !beanFactory.isSingleton(beanName);
	}

	/**
	 * Returns the name of the scoped proxy of a bean, by which the application knows the
	 * bean.
	 * @param beanName the name of the bean
	 * @return the name of the scoped proxy, or of the bean if there is none
	 */
	public static String publicName(String beanName) {
		return ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName) : beanName;
	}

	/**
	 * Returns the instance behind the proxies around it.
	 * @param bean a bean, maybe with proxies around it
	 * @return the instance; a proxy whose target changes counts as an instance
	 */
	public static Object withoutProxies(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? withoutProxies(target) : bean;
	}

	/**
	 * Calls an action for all beans that may have no instance by the end of start-up:
	 * prototypes, other scoped beans, lazy beans, products of factory beans. Creates
	 * none. Scoped proxies are left out, and beans whose type or methods cannot be
	 * determined, for instance because a class is missing: they may never be created.
	 * @param beanFactory the bean factory
	 * @param action receives name and type of each
	 * @throws UnsuitableBeanException if the action throws one
	 */
	public static void forEachUncreated(ConfigurableListableBeanFactory beanFactory,
			BiConsumer<String, Class<?>> action) {
		for (String beanName : beanFactory.getBeanDefinitionNames()) {
			try {
				Class<?> type = mayStillBeCreated(beanFactory, beanName) ? beanFactory.getType(beanName, false) : null;
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

	private static boolean mayStillBeCreated(ConfigurableListableBeanFactory beanFactory, String beanName) {
		return !beanFactory.getMergedBeanDefinition(beanName).isAbstract()
				&& (!beanFactory.containsSingleton(beanName) || beanFactory.isFactoryBean(beanName));
	}

	/**
	 * Returns the type of a definition: of a factory bean, its own.
	 * @param beanFactory the bean factory
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
