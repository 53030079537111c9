package dev.weakref.spring.signal;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Connects the instances of beans that have methods annotated with {@link WeakReceiver}.
 * Whether a class has any is found out once.
 */
public final class WeakReceiverPostProcessor implements DestructionAwareBeanPostProcessor, PriorityOrdered {

	private final ConcurrentMap<Class<?>, List<ReceiverMethod>> methods = new ConcurrentHashMap<>();

	private final BeanFactory beanFactory;

	private final ObjectProvider<Signals> signals;

	/**
	 * Create the post-processor.
	 * @param beanFactory gives signals that are beans
	 * @param signals gives signals by name, and is not asked for before the first
	 * receiver
	 */
	public WeakReceiverPostProcessor(BeanFactory beanFactory, ObjectProvider<Signals> signals) {
		this.beanFactory = beanFactory;
		this.signals = signals;
	}

	/**
	 * Before those who put proxies around beans.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Connect the bean.
	 * @throws ReceiverMethodException if a method cannot be a receiver, or if there is no
	 * signal of a name
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		for (ReceiverMethod method : methods(bean)) {
			method.check(beanName);
			for (String name : method.signals()) {
				method.connector(require(name, method, beanName)).connect(bean, method);
			}
		}
		return bean;
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !methods(bean).isEmpty();
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		for (ReceiverMethod method : methods(bean)) {
			for (String name : method.signals()) {
				Signal<?, ?> signal = find(name);
				if (signal != null) {
					method.connector(signal).disconnect(bean, method);
				}
			}
		}
	}

	private List<ReceiverMethod> methods(Object bean) {
		return this.methods.computeIfAbsent(bean.getClass(), ReceiverMethod::of);
	}

	private Signal<?, ?> require(String name, ReceiverMethod method, String beanName) {
		Signal<?, ?> signal = find(name);
		if (signal == null) {
			// Beans under other names may be signals of this one
			this.beanFactory.getBeanProvider(Signal.class).forEach((bean) -> {
			});
			signal = find(name);
		}
		if (signal == null) {
			throw method.unsuitable(beanName, "there is no signal named '" + name + "'",
					"Declare it as a bean that is made by signals.create(\"" + name + "\")");
		}
		return signal;
	}

	private @Nullable Signal<?, ?> find(String name) {
		Signal<?, ?> signal = this.signals.getObject().find(name);
		if (signal != null) {
			return signal;
		}
		return (this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, Signal.class))
				? this.beanFactory.getBean(name, Signal.class) : null;
	}

}
