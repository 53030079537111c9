package dev.weakref.spring.cache;

import java.lang.reflect.Proxy;

import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Creates the proxies of beans that have {@link Memoized} methods. This is a separate
 * class, so that the classes of Spring that it needs are loaded only with the first such
 * bean.
 */
@SuppressWarnings("serial")
final class MemoizedProxies extends AbstractBeanFactoryAwareAdvisingPostProcessor {

	private final MemoizedPostProcessor postProcessor;

	MemoizedProxies(MemoizedPostProcessor postProcessor, ConfigurableListableBeanFactory beanFactory,
			boolean proxyTargetClass) {
		this.postProcessor = postProcessor;
		this.advisor = new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> invocation.proceed());
		setBeforeExistingAdvisors(true);
		setProxyTargetClass(proxyTargetClass);
		setBeanFactory(beanFactory);
		ClassLoader classLoader = beanFactory.getBeanClassLoader();
		if (classLoader != null) {
			setBeanClassLoader(classLoader);
		}
	}

	@Override
	protected boolean isEligible(Class<?> targetClass) {
		return !this.postProcessor.methods(targetClass).isEmpty();
	}

	@Override
	protected boolean isEligible(Object bean, String beanName) {
		return super.isEligible(bean, beanName);
	}

	/**
	 * Returns the index of the advisor that all proxies are created with, and removes it.
	 * @return the index, or -1 if the proxy does not have it
	 */
	int removeAdvisor(Advised proxy) {
		int index = (this.advisor != null) ? proxy.indexOf(this.advisor) : -1;
		if (index >= 0) {
			proxy.removeAdvisor(index);
		}
		return index;
	}

	boolean hasProxyOfInterfaces(Object bean, String beanName) {
		if (bean instanceof Advised advised && !advised.isFrozen()) {
			return AopUtils.isJdkDynamicProxy(bean);
		}
		Class<?> type = bean.getClass();
		if (Proxy.isProxyClass(type) || ClassUtils.isLambdaClass(type)) {
			return true;
		}
		ProxyFactory factory = prepareProxyFactory(bean, beanName);
		if (!factory.isProxyTargetClass()) {
			evaluateProxyInterfaces(type, factory);
		}
		return !factory.isProxyTargetClass();
	}

}
