package dev.weakref.spring.event;

import java.lang.reflect.Method;

import org.springframework.aop.SpringProxy;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Tells Spring how to listen with methods that are annotated with
 * {@link WeakEventListener}.
 */
public final class WeakEventListenerFactory implements EventListenerFactory, Ordered {

	/** Before those of transactional and of plain listeners. */
	private static final int ORDER = 40;

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<WeakApplicationListeners> listeners;

	/**
	 * Create the factory.
	 * @param beanFactory knows the scopes of beans
	 * @param listeners gives the listeners of the context, which are not asked for unless
	 * there is an annotated method
	 */
	public WeakEventListenerFactory(ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<WeakApplicationListeners> listeners) {
		this.beanFactory = beanFactory;
		this.listeners = listeners;
	}

	@Override
	public int getOrder() {
		return ORDER;
	}

	@Override
	public boolean supportsMethod(Method method) {
		return AnnotatedElementUtils.hasAnnotation(method, WeakEventListener.class);
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		ListenerMethod listener = ListenerMethod.of(instancesOf(beanName), method);
		ListenerMethodCheck check = new ListenerMethodCheck(listener);
		check.check();
		if (this.beanFactory.isSingleton(listener.beanName())) {
			Class<?> proxy = this.beanFactory.getType(beanName);
			if (proxy != null && SpringProxy.class.isAssignableFrom(proxy)) {
				check.checkProxy(proxy);
			}
			return singletonListener(beanName, type, listener);
		}
		check.checkAdvice(type);
		return new WeakMethodListener(beanName, type, method, channels().ofMethod(listener));
	}

	private ApplicationListener<?> singletonListener(String beanName, Class<?> type, ListenerMethod listener) {
		return listener.isAsynchronous()
				? new AsyncMethodListener(beanName, type, listener.method(), channels().calls(), listener.site())
				: new ApplicationListenerMethodAdapter(beanName, type, listener.method());
	}

	private Channels channels() {
		return this.listeners.getObject().channels();
	}

	/**
	 * The name under which the instances are made, which for a scoped proxy is not its
	 * own.
	 */
	private String instancesOf(String beanName) {
		String targetName = ScopedProxyUtils.getTargetBeanName(beanName);
		return this.beanFactory.containsBeanDefinition(targetName) ? targetName : beanName;
	}

}
