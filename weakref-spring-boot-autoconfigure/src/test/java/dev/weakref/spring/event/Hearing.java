package dev.weakref.spring.event;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

import dev.weakref.reaper.Reaper;

import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

/**
 * Weak listeners with a multicaster of their own, and what they have heard.
 */
final class Hearing implements AutoCloseable {

	final List<Object> heard = new ArrayList<>();

	final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	final List<ApplicationListener<?>> added = new ArrayList<>();

	final SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster(this.beanFactory) {

		@Override
		public void addApplicationListener(ApplicationListener<?> listener) {
			Hearing.this.added.add(listener);
			super.addApplicationListener(listener);
		}

	};

	final WeakApplicationListeners listeners;

	private final Reaper reaper = Reaper.start();

	Hearing() {
		this(Runnable::run);
	}

	Hearing(Executor executor) {
		this.listeners = new WeakApplicationListeners(this.beanFactory, this.multicaster, this.reaper, executor);
	}

	void publish(Object event) {
		this.multicaster.multicastEvent((event instanceof ApplicationEvent applicationEvent) ? applicationEvent
				: new PayloadApplicationEvent<>(this, event));
	}

	void publish(Object payload, ResolvableType type) {
		this.multicaster.multicastEvent(new PayloadApplicationEvent<>(this, payload, type));
	}

	ManagedListeners managed(Class<?> eventType) {
		ManagedListeners managed = this.listeners.directory().find(eventType.getName());
		if (managed == null) {
			throw new AssertionError("There is no listener of " + eventType);
		}
		return managed;
	}

	@Override
	public void close() {
		this.listeners.close();
		this.reaper.close();
	}

}
