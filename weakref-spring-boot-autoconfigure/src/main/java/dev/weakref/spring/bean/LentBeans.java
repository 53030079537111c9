package dev.weakref.spring.bean;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.finalizer.Finalizer;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.spring.BeanInstances;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;

/**
 * The instances of a bean that are destroyed when unused. Keeps each instance until its
 * proxy has been collected.
 * <p>
 * When the context is closed Spring takes it for the bean of that name: it is destroyed
 * after those who depend on the bean, and before those that the bean depends on.
 */
final class LentBeans implements DisposableBean {

	private final ConcurrentMap<Loan, Finalizer<?>> loans = new ConcurrentHashMap<>();

	private final String beanName;

	private final StandIns standIns;

	private final DefaultListableBeanFactory beanFactory;

	private volatile @Nullable Finalizers finalizers;

	LentBeans(String beanName, StandIns standIns, DefaultListableBeanFactory beanFactory) {
		this.beanName = beanName;
		this.standIns = standIns;
		this.beanFactory = beanFactory;
	}

	StandIns standIns() {
		return this.standIns;
	}

	/**
	 * Hand a bean out.
	 * @param bean the bean, maybe with proxies that others have put around it
	 * @param finalizers tells when it is unused
	 * @return the proxy that stands in for it
	 */
	Object lend(Object bean, Finalizers finalizers) {
		if (this.finalizers == null) {
			this.finalizers = finalizers;
			this.beanFactory.registerDisposableBean(this.beanName, this);
		}
		Object proxy = this.standIns.create(bean);
		// What Spring destroys is the instance itself
		Loan loan = new Loan(this, StandIn.instance(bean));
		this.loans.put(loan, finalizers.register(proxy, loan, Loan::end));
		return proxy;
	}

	@Override
	public void destroy() {
		Finalizers finalizers = this.finalizers;
		if (finalizers != null) {
			finalizers.close(List.copyOf(this.loans.values()));
		}
	}

	/**
	 * One instance, which must not reach its proxy.
	 */
	private static final class Loan {

		private final LentBeans lender;

		private final Object instance;

		Loan(LentBeans lender, Object instance) {
			this.lender = lender;
			this.instance = instance;
		}

		void end() {
			this.lender.loans.remove(this);
			this.lender.beanFactory.destroyBean(this.lender.beanName, this.instance);
		}

	}

}
