package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import dev.weakref.Internal;
import dev.weakref.WarnOnce;
import dev.weakref.collection.WeakKeyMap;
import dev.weakref.signal.Owned;
import dev.weakref.spring.AnnotatedMethods;
import dev.weakref.spring.BeanInstances;
import dev.weakref.spring.LateBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Registers the instances of beans that have methods annotated with
 * {@link WeakEventListener}. Spring itself registers singletons. Each class is searched
 * for such methods once.
 *
 * @hidden
 */
@Internal
public final class WeakEventListenerPostProcessor
		implements DestructionAwareBeanPostProcessor, SmartInitializingSingleton, PriorityOrdered {

	private static final Logger logger = LoggerFactory.getLogger(WeakApplicationListeners.class);

	private final ConcurrentMap<Class<?>, Set<Method>> methods = new ConcurrentHashMap<>();

	private final ConfigurableListableBeanFactory beanFactory;

	private final LateBean<WeakApplicationListeners> listeners;

	private final ConcurrentMap<InstanceType, List<ListenersOfMethod>> listenersOfType = new ConcurrentHashMap<>();

	/** The listeners that are closed when Spring destroys their instance. */
	private final WeakKeyMap<Object, List<? extends Owned>> registered = WeakKeyMap.identity();

	/**
	 * The methods of instances that were created before Spring had found its listeners.
	 */
	private final Set<ListenersOfMethod> early = ConcurrentHashMap.newKeySet();

	private final WarnOnce unknown = new WarnOnce(logger);

	private volatile boolean started;

	/**
	 * Creates the post-processor.
	 * @param beanFactory knows the scopes of beans
	 * @param listeners provides the listeners of the context, which are not requested
	 * before the first instance that listens
	 */
	public WeakEventListenerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WeakApplicationListeners> listeners) {
		this.beanFactory = beanFactory;
		this.listeners = new LateBean<>(WeakApplicationListeners.class, listeners, "receives no events");
	}

	/**
	 * Returns an order before the post-processors that put proxies around beans.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Registers the bean.
	 * @throws ListenerMethodException if the bean is a factory bean, which Spring does
	 * not ask for listeners
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Set<Method> methods = this.methods.get(bean.getClass());
		if ((methods == null || !methods.isEmpty()) && (bean instanceof FactoryBean<?>
				|| BeanInstances.isNotKeptByContext(this.beanFactory, bean, beanName))) {
			listen(bean, beanName);
		}
		return bean;
	}

	private void listen(Object bean, String beanName) {
		Set<Method> methods = this.methods.computeIfAbsent(bean.getClass(),
				(type) -> Set.copyOf(AnnotatedMethods.of(type, WeakEventListener.class).keySet()));
		if (methods.isEmpty()) {
			return;
		}
		if (bean instanceof FactoryBean<?>) {
			throw new ListenerMethodException(beanName, AnnotatedMethods.describe(methods.iterator().next()),
					"the bean is a FactoryBean, of which Spring asks only the products for listeners",
					"Let another bean listen");
		}
		WeakApplicationListeners listeners = this.listeners.get();
		if (listeners == null) {
			this.listeners.warn(beanName);
			return;
		}
		List<ListenersOfMethod> all = listenersOf(beanName, bean.getClass(), methods, listeners);
		all.forEach(this::requireKnown);
		// A factory bean may hand out a product several times.
		if (!this.registered.containsKey(bean)) {
			this.registered.put(bean, all.stream().map((one) -> one.add(bean, listeners.reaper)).toList());
		}
	}

	private List<ListenersOfMethod> listenersOf(String beanName, Class<?> type, Set<Method> methods,
			WeakApplicationListeners listeners) {
		InstanceType key = new InstanceType(beanName, type);
		List<ListenersOfMethod> all = this.listenersOfType.get(key);
		if (all == null) {
			all = methods.stream().map((method) -> listeners.ofMethod(ListenerMethod.of(beanName, method))).toList();
			this.listenersOfType.putIfAbsent(key, all);
		}
		return all;
	}

	/**
	 * Reports the methods that Spring has not found among the listener methods of all
	 * beans.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
		this.early.forEach(this::requireKnown);
		this.early.clear();
	}

	private void requireKnown(ListenersOfMethod listeners) {
		if (!this.started) {
			this.early.add(listeners);
		}
		if (this.started && !listeners.isKnown()) {
			this.unknown.log(listeners.toString(),
					"The method {} is annotated with @WeakEventListener but is never called, as it was not found"
							+ " at start-up. Declare the bean with the class that has the method; a FactoryBean tells"
							+ " it by getObjectType()",
					listeners);
		}
	}

	/**
	 * Returns whether the bean is registered. This may be a prototype, which is destroyed
	 * by hand or when it is unused.
	 */
	@Override
	public boolean requiresDestruction(Object bean) {
		return this.registered.containsKey(bean);
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		List<? extends Owned> listeners = this.registered.remove(bean);
		if (listeners != null) {
			listeners.forEach(Owned::close);
		}
	}

	private record InstanceType(String beanName, Class<?> type) {
	}

}
