package dev.weakref.spring.event;

import java.lang.reflect.Method;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

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
 * Creates the listeners of methods that are annotated with {@link WeakEventListener}.
 *
 * @hidden
 */
@Internal
public final class WeakEventListenerFactory implements EventListenerFactory, Ordered {

	/** Before those of transactional and of plain listeners. */
	private static final int ORDER = 40;

	private final ConfigurableListableBeanFactory beanFactory;

	private final ObjectProvider<WeakApplicationListeners> listeners;

	/**
	 * Creates the factory.
	 * @param beanFactory knows the scopes of beans
	 * @param listeners provides the listeners of the context, which are not requested
	 * unless there is an annotated method
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
		listener.check();
		if (this.beanFactory.isSingleton(listener.beanName())) {
			Class<?> proxy = this.beanFactory.getType(beanName);
			if (proxy != null && SpringProxy.class.isAssignableFrom(proxy)) {
				listener.checkProxy(proxy);
			}
			return singletonListener(beanName, type, listener);
		}
		listener.checkAdvice(type);
		return this.listeners.getObject().ofMethod(listener).springListener(beanName, type, method);
	}

	private ApplicationListener<?> singletonListener(String beanName, Class<?> type, ListenerMethod listener) {
		if (!listener.annotation().async()) {
			return new ApplicationListenerMethodAdapter(beanName, type, listener.method());
		}
		ListenerCalls calls = this.listeners.getObject().calls;
		Origin origin = listener.origin();
		return new ApplicationListenerMethodAdapter(beanName, type, listener.method()) {

			@Override
			protected @Nullable Object doInvoke(@Nullable Object... arguments) {
				calls.later(origin, () -> {
					Object result = super.doInvoke(arguments);
					if (result != null) {
						handleResult(result);
					}
				});
				return null;
			}

		};
	}

	/**
	 * Returns the name under which the instances are created, which for a scoped proxy is
	 * not its own.
	 */
	private String instancesOf(String beanName) {
		String targetName = ScopedProxyUtils.getTargetBeanName(beanName);
		return this.beanFactory.containsBeanDefinition(targetName) ? targetName : beanName;
	}

}
