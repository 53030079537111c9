package dev.weakref.spring.event;

import java.lang.ref.Reference;
import java.lang.reflect.Method;

import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.util.ReflectionUtils;

/**
 * The instances of a bean that listen with one annotated method. There may be instances
 * before the multicaster knows the method, at the end of start-up.
 */
final class ListenersOfMethod extends ListenerList {

	private final ListenerMethod method;

	private final Origin origin;

	private volatile boolean known;

	ListenersOfMethod(ListenerMethod method, ListenerCounters counters, ListenerCalls calls) {
		super(counters, calls);
		this.method = method;
		this.origin = method.origin();
	}

	/**
	 * Registers an instance, unless the context is closed.
	 * @return the listener, which is live if the context is open
	 */
	ListenerEntry add(Object instance, Reaper reaper) {
		ListenerEntry listener = new ListenerEntry(instance, this, reaper, this.origin,
				this.method.annotation().async(), (event, call) -> true,
				(same, call) -> ((MethodCall) call).invoke(same));
		add(listener);
		Reference.reachabilityFence(instance);
		return listener;
	}

	/**
	 * Creates the one listener that the multicaster knows for the method.
	 */
	ApplicationListener<?> springListener(String beanName, Class<?> type, Method method) {
		this.known = true;
		return new SpringListener(beanName, type, method);
	}

	/**
	 * Returns whether the multicaster knows the method, or is about to.
	 */
	boolean isKnown() {
		return this.known;
	}

	@Override
	public String toString() {
		return this.method.signature() + " of the bean '" + this.method.publicBeanName() + "'";
	}

	/**
	 * Calls the method with the arguments of one event.
	 */
	private interface MethodCall {

		void invoke(Object instance);

	}

	/**
	 * Spring's adapter, which determines arguments and condition once for an event, and
	 * calls the method on each instance.
	 */
	private final class SpringListener extends ApplicationListenerMethodAdapter {

		private final Method target;

		SpringListener(String beanName, Class<?> type, Method method) {
			super(beanName, type, method);
			this.target = getTargetMethod();
			ReflectionUtils.makeAccessible(this.target);
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			if (!isEmpty()) {
				super.onApplicationEvent(event);
			}
		}

		@Override
		protected @Nullable Object doInvoke(@Nullable Object... arguments) {
			MethodCall call = (instance) -> {
				Object result = ReflectionUtils.invokeMethod(this.target, instance, arguments);
				if (result != null) {
					handleResult(result);
				}
			};
			deliver((listener) -> true, call);
			return null;
		}

	}

}
