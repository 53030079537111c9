package dev.weakref.spring.signal;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import dev.weakref.Internal;
import dev.weakref.signal.Signal;
import dev.weakref.signal.Signals;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.LateBean;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.scope.ScopedObject;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Connects the instances of beans that have methods annotated with {@link WeakReceiver}.
 * Each class is searched for such methods once.
 *
 * @hidden
 */
@Internal
public final class WeakReceiverPostProcessor
		implements DestructionAwareBeanPostProcessor, SmartInitializingSingleton, PriorityOrdered {

	private final ConcurrentMap<Class<?>, List<ReceiverMethod>> methods = new ConcurrentHashMap<>();

	private final ConfigurableListableBeanFactory beanFactory;

	private final LateBean<Signals> signals;

	/**
	 * Creates the post-processor.
	 * @param beanFactory provides signals that are beans
	 * @param signals provides signals by name, and is not requested before the first
	 * receiver
	 */
	public WeakReceiverPostProcessor(ConfigurableListableBeanFactory beanFactory, ObjectProvider<Signals> signals) {
		this.beanFactory = beanFactory;
		this.signals = new LateBean<>(Signals.class, signals, "receives no signals");
	}

	/**
	 * Returns an order before the post-processors that put proxies around beans.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Connects the bean.
	 * @throws ReceiverMethodException if a method cannot be a receiver, or if there is no
	 * signal of a name
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		List<ReceiverMethod> methods = methods(bean);
		if (!methods.isEmpty()) {
			connect(bean, beanName, methods);
		}
		return bean;
	}

	private void connect(Object bean, String beanName, List<ReceiverMethod> methods) {
		methods.forEach((method) -> method.check(beanName, bean.getClass()));
		Signals signals = this.signals.get();
		if (signals == null || signals.isClosed()) {
			this.signals.warn(beanName);
			return;
		}
		for (ReceiverMethod method : methods) {
			for (String name : method.signals()) {
				method.connector(require(signals, name, method, beanName)).connect(bean, method);
			}
		}
	}

	/**
	 * Checks the methods of beans that have not been created.
	 * @throws ReceiverMethodException if a method cannot be a receiver
	 */
	@Override
	public void afterSingletonsInstantiated() {
		BeanInstances.forEachUncreated(this.beanFactory,
				(beanName, type) -> ReceiverMethod.of(type).forEach((method) -> method.check(beanName, type)));
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return !methods(bean).isEmpty();
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		Signals signals = this.signals.getIfMade();
		if (signals == null || signals.isClosed()) {
			return;
		}
		for (ReceiverMethod method : methods(bean)) {
			for (String name : method.signals()) {
				Signal<?, ?> signal = find(signals, name);
				if (signal != null) {
					method.connector(signal).disconnect(bean, method);
				}
			}
		}
	}

	/**
	 * Returns the annotated methods of a bean. A scoped proxy has none: the instances
	 * behind it are connected.
	 */
	private List<ReceiverMethod> methods(Object bean) {
		return (bean instanceof ScopedObject) ? List.of()
				: this.methods.computeIfAbsent(bean.getClass(), ReceiverMethod::of);
	}

	private Signal<?, ?> require(Signals signals, String name, ReceiverMethod method, String beanName) {
		Signal<?, ?> signal = find(signals, name);
		if (signal == null) {
			signal = create(signals, name);
		}
		if (signal == null) {
			throw method.unsuitable(beanName, "there is no signal named '" + name + "'",
					"Declare it as a bean that is created by signals.create(\"" + name + "\")");
		}
		return signal;
	}

	/**
	 * Creates the beans that are signals until one of them has the name. Beans that are
	 * being created come last, because they are not available.
	 */
	private @Nullable Signal<?, ?> create(Signals signals, String name) {
		List<String> beanNames = Stream
			.of(BeanFactoryUtils.beanNamesForTypeIncludingAncestors(this.beanFactory, Signal.class))
			.sorted(Comparator.comparing(this.beanFactory::isCurrentlyInCreation))
			.toList();
		for (String beanName : beanNames) {
			this.beanFactory.getBean(beanName);
			Signal<?, ?> signal = signals.find(name);
			if (signal != null) {
				return signal;
			}
		}
		return null;
	}

	private @Nullable Signal<?, ?> find(Signals signals, String name) {
		Signal<?, ?> signal = signals.find(name);
		if (signal != null) {
			return signal;
		}
		return (this.beanFactory.containsBean(name) && this.beanFactory.isTypeMatch(name, Signal.class))
				? this.beanFactory.getBean(name, Signal.class) : null;
	}

}
