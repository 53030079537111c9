package dev.weakref.spring.cache;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.memo.MemoFamily;
import dev.weakref.memo.Memoizers;
import dev.weakref.reaper.DuplicateNameException;
import org.aopalliance.intercept.MethodInterceptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanCreationNotAllowedException;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.util.ClassUtils;

/**
 * Gives each bean with {@link Memoized} methods a proxy that remembers their results.
 * <p>
 * The memory is a part of the proxy and goes with it: a bean that comes and goes is not
 * kept by its results, not even by those that reach it.
 */
@SuppressWarnings("serial")
public final class MemoizedPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements DisposableBean {

	private static final Logger logger = LoggerFactory.getLogger(MemoizedPostProcessor.class);

	private final ConcurrentMap<Class<?>, List<MemoizedMethod>> methods = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, MemoFamily> families = new ConcurrentHashMap<>();

	private final ObjectProvider<Memoizers> memoizers;

	/**
	 * Create the post-processor.
	 * @param memoizers shows what is remembered; is not asked for before the first bean
	 * with a memoized method
	 */
	public MemoizedPostProcessor(ObjectProvider<Memoizers> memoizers) {
		this.memoizers = memoizers;
		this.advisor = new DefaultPointcutAdvisor((MethodInterceptor) (invocation) -> invocation.proceed());
		setBeforeExistingAdvisors(true);
	}

	/**
	 * Make the proxy.
	 * @throws UnsuitableMethodException if a method cannot be memoized
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof Advised) && !isEligible(bean.getClass())) {
			return bean;
		}
		Class<?> type = AopUtils.getTargetClass(bean);
		boolean eligible = (bean instanceof Advised) ? isEligible(type) : isEligible(bean, beanName);
		if (!eligible || bean instanceof AopInfrastructureBean) {
			return bean;
		}
		boolean byInterfaces = hasProxyOfInterfaces(bean, beanName);
		methods(type).forEach((method) -> method.check(publicName(beanName), type, byInterfaces));
		Object proxy = super.postProcessAfterInitialization(bean, beanName);
		if (proxy instanceof Advised advised) {
			try {
				advise(advised, beanName, methods(type));
			}
			catch (BeanCreationNotAllowedException ex) {
				logger
					.warn("The results of bean '{}' are not remembered: it is the first with memoized methods, and the"
							+ " context is being closed", publicName(beanName));
			}
		}
		return proxy;
	}

	@Override
	protected boolean isEligible(Class<?> targetClass) {
		return !methods(targetClass).isEmpty();
	}

	/**
	 * No longer show what is remembered, in case that is shown by a parent context.
	 */
	@Override
	public void destroy() {
		this.families.values().forEach((family) -> this.memoizers.getObject().directory().remove(family.name()));
	}

	/**
	 * Put what remembers for this very object in the place of the advisor that all
	 * proxies are made with.
	 */
	private void advise(Advised advised, String beanName, List<MemoizedMethod> methods) {
		int index = (this.advisor != null) ? advised.indexOf(this.advisor) : -1;
		if (index < 0) {
			return;
		}
		advised.removeAdvisor(index);
		for (MemoizedMethod method : methods) {
			MemoFamily family = family(publicName(beanName) + "." + method.nameAmong(methods), method);
			advised.addAdvisor(index, new DefaultPointcutAdvisor(method, new MemoInterceptor(family.create())));
		}
	}

	/**
	 * The name by which the application knows a bean, which behind a scoped proxy is not
	 * its own.
	 */
	private static String publicName(String beanName) {
		return ScopedProxyUtils.isScopedTarget(beanName) ? ScopedProxyUtils.getOriginalBeanName(beanName) : beanName;
	}

	/**
	 * The family that all instances of a bean share.
	 */
	private MemoFamily family(String name, MemoizedMethod method) {
		MemoFamily family = this.families.get(name);
		if (family != null) {
			return family;
		}
		MemoFamily created = createFamily(name, method);
		MemoFamily winner = this.families.putIfAbsent(name, created);
		if (winner != null) {
			this.memoizers.getObject().directory().remove(created.name());
		}
		return (winner != null) ? winner : created;
	}

	/**
	 * Something else may be shown under the name, such as a bean of a parent context.
	 */
	private MemoFamily createFamily(String name, MemoizedMethod method) {
		String free = name;
		for (int i = 2;; i++) {
			try {
				return this.memoizers.getObject()
					.createFamily(free, method.method().getParameterCount(), method.keyEquality());
			}
			catch (DuplicateNameException ex) {
				free = name + " (" + i + ")";
			}
		}
	}

	private List<MemoizedMethod> methods(Class<?> type) {
		return this.methods.computeIfAbsent(type, MemoizedMethod::of);
	}

	private boolean hasProxyOfInterfaces(Object bean, String beanName) {
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
