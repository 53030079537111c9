package dev.weakref.spring.cache;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.directory.DuplicateNameException;
import dev.weakref.memo.MemoFamily;
import dev.weakref.memo.Memoizers;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.LateBean;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Gives each bean with {@link Memoized} methods a proxy that remembers their results.
 * <p>
 * The memory is a part of the proxy and goes with it: a bean that comes and goes is not
 * kept by its results, not even by those that reach it.
 */
@SuppressWarnings("serial")
public final class MemoizedPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor
		implements SmartInitializingSingleton, DisposableBean {

	private final ConcurrentMap<Class<?>, List<MemoizedMethod>> methods = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, MemoFamily> families = new ConcurrentHashMap<>();

	private final LateBean<Memoizers> memoizers;

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	/**
	 * Create the post-processor.
	 * @param memoizers shows what is remembered; is not asked for before the first bean
	 * with a memoized method
	 */
	public MemoizedPostProcessor(ObjectProvider<Memoizers> memoizers) {
		this.memoizers = new LateBean<>(Memoizers.class, memoizers, "does not remember results");
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
		methods(type).forEach((method) -> method.check(BeanInstances.publicName(beanName), type, byInterfaces));
		Object proxy = super.postProcessAfterInitialization(bean, beanName);
		if (proxy instanceof Advised advised) {
			Memoizers memoizers = this.memoizers.get();
			if (memoizers != null) {
				advise(advised, beanName, methods(type), memoizers);
			}
			else {
				this.memoizers.warn(BeanInstances.publicName(beanName));
			}
		}
		return proxy;
	}

	@Override
	protected boolean isEligible(Class<?> targetClass) {
		return !methods(targetClass).isEmpty();
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = (beanFactory instanceof ConfigurableListableBeanFactory listable) ? listable : null;
	}

	/**
	 * Checks the methods of beans that have not been made, as far as that can be done
	 * without their proxies.
	 * @throws UnsuitableMethodException if a method cannot be memoized
	 */
	@Override
	public void afterSingletonsInstantiated() {
		if (this.beanFactory != null) {
			BeanInstances.forEachToCome(this.beanFactory, (beanName, type) -> MemoizedMethod.of(type)
				.forEach((method) -> method.check(BeanInstances.publicName(beanName))));
		}
	}

	/**
	 * No longer show what is remembered, in case that is shown by a parent context.
	 */
	@Override
	public void destroy() {
		Memoizers memoizers = this.memoizers.getIfMade();
		if (memoizers != null) {
			this.families.values().forEach((family) -> memoizers.directory().remove(family.name()));
		}
	}

	/**
	 * Put what remembers for this very object in the place of the advisor that all
	 * proxies are made with.
	 */
	private void advise(Advised advised, String beanName, List<MemoizedMethod> methods, Memoizers memoizers) {
		int index = (this.advisor != null) ? advised.indexOf(this.advisor) : -1;
		if (index < 0) {
			return;
		}
		advised.removeAdvisor(index);
		for (MemoizedMethod method : methods) {
			MemoFamily family = family(BeanInstances.publicName(beanName) + "." + method.nameAmong(methods), method,
					memoizers);
			advised.addAdvisor(index, new DefaultPointcutAdvisor(method, new MemoInterceptor(family.create())));
		}
	}

	/**
	 * The family that all instances of a bean share.
	 */
	private MemoFamily family(String name, MemoizedMethod method, Memoizers memoizers) {
		MemoFamily family = this.families.get(name);
		if (family != null) {
			return family;
		}
		MemoFamily created = createFamily(name, method, memoizers);
		MemoFamily winner = this.families.putIfAbsent(name, created);
		if (winner != null) {
			memoizers.directory().remove(created.name());
		}
		return (winner != null) ? winner : created;
	}

	/**
	 * Something else may be shown under the name, such as a bean of a parent context.
	 */
	private MemoFamily createFamily(String name, MemoizedMethod method, Memoizers memoizers) {
		String free = name;
		for (int i = 2;; i++) {
			try {
				return memoizers.createFamily(free, method.method().getParameterCount(), method.keyEquality());
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
