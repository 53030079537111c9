package dev.weakref.spring.event;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
 * Lets the instances of beans listen that have methods annotated with
 * {@link WeakEventListener}, unless they are singletons, for which Spring does. Whether a
 * class has any is found out once.
 */
public final class WeakEventListenerPostProcessor
		implements DestructionAwareBeanPostProcessor, SmartInitializingSingleton, PriorityOrdered {

	private static final Logger logger = LoggerFactory.getLogger(WeakApplicationListeners.class);

	private final ConcurrentMap<Class<?>, Set<Method>> methods = new ConcurrentHashMap<>();

	private final ConfigurableListableBeanFactory beanFactory;

	private final LateBean<WeakApplicationListeners> listeners;

	/** The methods of instances that came before Spring had found its listeners. */
	private final Set<MethodChannel> early = ConcurrentHashMap.newKeySet();

	private volatile boolean started;

	/**
	 * Create the post-processor.
	 * @param beanFactory knows the scopes of beans
	 * @param listeners gives the listeners of the context, which are not asked for before
	 * the first instance that listens
	 */
	public WeakEventListenerPostProcessor(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WeakApplicationListeners> listeners) {
		this.beanFactory = beanFactory;
		this.listeners = new LateBean<>(WeakApplicationListeners.class, listeners, "receives no events");
	}

	/**
	 * Before those who put proxies around beans.
	 */
	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	/**
	 * Let the bean listen.
	 * @throws ListenerMethodException if the bean is a factory bean, which Spring does
	 * not ask for listeners
	 */
	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		Set<Method> methods = this.methods.get(bean.getClass());
		if ((methods == null || !methods.isEmpty())
				&& (bean instanceof FactoryBean<?> || BeanInstances.comesAndGoes(this.beanFactory, bean, beanName))) {
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
		BeanListeners instances = listeners.instances();
		List<MethodChannel> channels = instances.channels(beanName, bean.getClass(), methods);
		channels.forEach(this::requireKnown);
		instances.add(bean, channels);
	}

	/**
	 * By now Spring has found the listener methods of all beans.
	 */
	@Override
	public void afterSingletonsInstantiated() {
		this.started = true;
		this.early.forEach(this::requireKnown);
		this.early.clear();
	}

	private void requireKnown(MethodChannel channel) {
		if (!this.started) {
			this.early.add(channel);
		}
		if (this.started && !channel.isKnown() && channel.isFirstReport()) {
			logger.warn("The method {} is annotated with @WeakEventListener but is never called, as it was not found"
					+ " at start-up. Declare the bean with the class that has the method; a FactoryBean tells it by getObjectType()",
					channel);
		}
	}

	/**
	 * Also a prototype, which is destroyed by hand or when it is unused.
	 */
	@Override
	public boolean requiresDestruction(Object bean) {
		WeakApplicationListeners listeners = this.listeners.getIfMade();
		return listeners != null && listeners.instances().listens(bean);
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		WeakApplicationListeners listeners = this.listeners.getIfMade();
		if (listeners != null) {
			listeners.instances().destroyed(bean);
		}
	}

}
