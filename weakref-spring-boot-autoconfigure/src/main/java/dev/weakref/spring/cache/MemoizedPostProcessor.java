package dev.weakref.spring.cache;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.memo.MemoFamily;
import dev.weakref.memo.Memoizers;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
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
		Class<?> type = AopUtils.getTargetClass(bean);
		boolean eligible = (bean instanceof Advised) ? isEligible(type) : isEligible(bean, beanName);
		if (!eligible || bean instanceof AopInfrastructureBean) {
			return bean;
		}
		boolean byInterfaces = hasProxyOfInterfaces(bean, beanName);
		methods(type).forEach((method) -> method.check(beanName, type, byInterfaces));
		Object proxy = super.postProcessAfterInitialization(bean, beanName);
		if (proxy instanceof Advised advised) {
			advise(advised, beanName, methods(type));
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
			String name = beanName + "." + method.nameAmong(methods);
			MemoFamily family = this.families.computeIfAbsent(name, (key) -> family(key, method));
			advised.addAdvisor(index, new DefaultPointcutAdvisor(method, new MemoInterceptor(family.create())));
		}
	}

	/**
	 * A parent context may have a bean of the same name.
	 */
	private MemoFamily family(String name, MemoizedMethod method) {
		Memoizers memoizers = this.memoizers.getObject();
		String free = name;
		for (int i = 2; memoizers.directory().find(free) != null; i++) {
			free = name + " (" + i + ")";
		}
		return memoizers.createFamily(free, method.method().getParameterCount(), method.keyEquality());
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
