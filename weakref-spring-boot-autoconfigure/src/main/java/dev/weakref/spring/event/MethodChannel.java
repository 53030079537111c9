package dev.weakref.spring.event;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.reaper.Reaper;

/**
 * The instances of a bean whose method listens. There may be some before the multicaster
 * is told of the method at the end of start-up.
 */
final class MethodChannel {

	final Channel<MethodCall> channel;

	private final ListenerMethod method;

	private final RegistrationSite site;

	private final AtomicBoolean reported = new AtomicBoolean();

	private volatile boolean known;

	MethodChannel(ListenerMethod method, Channel<MethodCall> channel) {
		this.method = method;
		this.channel = channel;
		this.site = method.site();
	}

	/**
	 * Let an instance listen, unless the context is closed.
	 */
	WeakListenerRegistration add(Object instance, Reaper reaper) {
		WeakListener<MethodCall> listener = new WeakListener<>(instance, reaper, this.channel, MethodCall::callOn,
				this.method.isAsynchronous(), this.site);
		if (!this.channel.add(listener)) {
			listener.end();
		}
		Reference.reachabilityFence(instance);
		return listener;
	}

	/**
	 * Whether the multicaster has been told of the method.
	 */
	boolean isKnown() {
		return this.known;
	}

	void known() {
		this.known = true;
	}

	boolean isFirstReport() {
		return this.reported.compareAndSet(false, true);
	}

	@Override
	public String toString() {
		return this.method.signature() + " of the bean '" + this.method.publicBeanName() + "'";
	}

}
