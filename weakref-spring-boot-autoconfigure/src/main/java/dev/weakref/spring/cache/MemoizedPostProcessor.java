package dev.weakref.spring.cache;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.Internal;
import dev.weakref.directory.DuplicateNameException;
import dev.weakref.memo.Memo;
import dev.weakref.memo.MemoFamily;
import dev.weakref.memo.Memoizers;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.LateBean;
import org.aopalliance.intercept.MethodInterceptor;

import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.util.function.SingletonSupplier;

/**
 * Gives each bean with {@link Memoized} methods a proxy that remembers their results.
 * <p>
 * The proxy holds the results, and both are collected together with the bean, even if
 * results refer to it.
 *
 * @hidden
 */
@Internal
public final class MemoizedPostProcessor implements SmartInstantiationAwareBeanPostProcessor, Ordered,
		SmartInitializingSingleton, DisposableBean, AopInfrastructureBean {

	private final ConcurrentMap<Class<?>, List<MemoizedMethod>> methods = new ConcurrentHashMap<>();

	private final ConcurrentMap<String, MemoFamily> families = new ConcurrentHashMap<>();

	private final ConfigurableListableBeanFactory beanFactory;

	private final SingletonSupplier<MemoizedProxies> proxies;

	private final LateBean<Memoizers> memoizers;

	/**
	 * Creates the post-processor.
	 * @param beanFactory the bean factory
	 * @param proxyTargetClass whether proxies are subclasses even of beans that have
	 * interfaces
	 * @param memoizers the provider of the memoizers, used from the first bean with a
	 * memoized method on
	 */
	public MemoizedPostProcessor(ConfigurableListableBeanFactory beanFactory, boolean proxyTargetClass,
			ObjectProvider<Memoizers> memoizers) {
		this.beanFactory = beanFactory;
		this.proxies = SingletonSupplier.of(() -> new MemoizedProxies(this, beanFactory, proxyTargetClass));
		this.memoizers = new LateBean<>(Memoizers.class, memoizers, "does not remember results");
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	/**
	 * Lets ahead-of-time processing create the classes of proxies.
	 */
	@Override
	public Class<?> determineBeanType(Class<?> beanClass, String beanName) {
		return methods(beanClass).isEmpty() ? beanClass : this.proxies.obtain().determineBeanType(beanClass, beanName);
	}

	/**
	 * Creates the proxy of a bean that has memoized methods.
	 * @throws UnsuitableMethodException if a method cannot be memoized
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!(bean instanceof Advised) && methods(bean.getClass()).isEmpty()) {
			return bean;
		}
		Class<?> type = AopUtils.getTargetClass(bean);
		List<MemoizedMethod> methods = methods(type);
		if (methods.isEmpty() || bean instanceof AopInfrastructureBean) {
			return bean;
		}
		MemoizedProxies proxies = this.proxies.obtain();
		if (!(bean instanceof Advised) && !proxies.isEligible(bean, beanName)) {
			return bean;
		}
		String publicName = BeanInstances.publicName(beanName);
		boolean byInterfaces = proxies.hasProxyOfInterfaces(bean, beanName);
		methods.forEach((method) -> method.check(publicName, type, byInterfaces));
		Object proxy = proxies.postProcessAfterInitialization(bean, beanName);
		if (proxy instanceof Advised advised) {
			Memoizers memoizers = this.memoizers.get();
			if (memoizers == null) {
				this.memoizers.warn(publicName);
			}
			else {
				advise(advised, publicName, methods, memoizers);
			}
		}
		return proxy;
	}

	/**
	 * Checks the methods of beans that have not been created, as far as that is possible
	 * without their proxies.
	 * @throws UnsuitableMethodException if a method cannot be memoized
	 */
	@Override
	public void afterSingletonsInstantiated() {
		BeanInstances.forEachUncreated(this.beanFactory, (beanName, type) -> MemoizedMethod.of(type)
			.forEach((method) -> method.check(BeanInstances.publicName(beanName))));
	}

	/**
	 * Removes the families from the directory, which may be the one of a parent context.
	 */
	@Override
	public void destroy() {
		Memoizers memoizers = this.memoizers.getIfMade();
		if (memoizers != null) {
			this.families.values().forEach((family) -> memoizers.directory().remove(family.name()));
		}
	}

	/**
	 * Replaces the advisor that all proxies are created with by one for each method,
	 * which holds the results of this bean.
	 */
	private void advise(Advised proxy, String publicName, List<MemoizedMethod> methods, Memoizers memoizers) {
		int index = this.proxies.obtain().removeAdvisor(proxy);
		if (index < 0) {
			return;
		}
		for (MemoizedMethod method : methods) {
			MemoFamily family = family(publicName + "." + method.nameAmong(methods), method, memoizers);
			Memo<Object> memo = family.create();
			proxy.addAdvisor(index, new DefaultPointcutAdvisor(method,
					(MethodInterceptor) (invocation) -> memo.get(invocation::proceed, invocation.getArguments())));
		}
	}

	/**
	 * Returns the family that all instances of a bean share.
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
	 * Creates a family under a free name. A bean of a parent context may have the name.
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

	List<MemoizedMethod> methods(Class<?> type) {
		return this.methods.computeIfAbsent(type, MemoizedMethod::of);
	}

}
