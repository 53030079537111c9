package dev.weakref.spring.event;

import java.lang.ref.Reference;
import java.util.function.Consumer;

import dev.weakref.reaper.Reaper;

/**
 * The instances of a bean that listen with an annotated method. A delivery calls the
 * method on an instance. There may be instances before the multicaster knows the method,
 * at the end of start-up.
 */
final class MethodListeners extends WeakListeners<Consumer<Object>> {

	private final ListenerMethod method;

	private final Origin origin;

	/** Whether the multicaster knows the method. */
	volatile boolean known;

	MethodListeners(ListenerMethod method, ListenerCounters counters, ListenerCalls calls) {
		super(counters, calls);
		this.method = method;
		this.origin = method.origin();
	}

	/**
	 * Registers an instance, unless the context is closed.
	 * @return the listener, which is live if the context is open
	 */
	WeakListener<?> add(Object instance, Reaper reaper) {
		WeakListener<Consumer<Object>> listener = new WeakListener<>(instance, this, reaper, this.origin,
				this.method.annotation().async(), (call) -> true, (same, call) -> call.accept(same));
		add(listener);
		Reference.reachabilityFence(instance);
		return listener;
	}

	@Override
	public String toString() {
		return this.method.signature() + " of the bean '" + this.method.publicBeanName() + "'";
	}

}
