package dev.weakref.spring.event;

import dev.weakref.reaper.ReapedReference;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A listener in its channel, which is itself the weak reference to its owner.
 */
final class WeakListener<D> extends ReapedReference<Object> implements WeakListenerRegistration {

	private final Channel<D> channel;

	private final ListenerAction<D> action;

	private final boolean asynchronous;

	final RegistrationSite site;

	private volatile boolean called;

	private volatile boolean ended;

	WeakListener(Object owner, Reaper reaper, Channel<D> channel, ListenerAction<D> action, boolean asynchronous,
			RegistrationSite site) {
		super(owner, reaper);
		this.channel = channel;
		this.action = action;
		this.asynchronous = asynchronous;
		this.site = site;
	}

	/**
	 * The owner, if it is to be called. Is not asked for otherwise: that would make it
	 * strong.
	 */
	@Nullable Object ownerFor(D delivery) {
		return (isListening() && this.action.accepts(delivery)) ? get() : null;
	}

	void call(Object owner, D delivery) {
		if (!this.called) {
			this.called = true;
		}
		if (this.asynchronous) {
			this.channel.callLater(this, owner, delivery);
		}
		else {
			this.action.call(owner, delivery);
		}
	}

	void callNow(Object owner, D delivery) {
		this.action.call(owner, delivery);
	}

	boolean hasBeenCalled() {
		return this.called;
	}

	void end() {
		this.ended = true;
	}

	@Override
	public boolean isListening() {
		return !this.ended && !refersTo(null);
	}

	@Override
	public void close() {
		end();
		this.channel.remove(this);
	}

	@Override
	protected void reap() {
		this.channel.drop(this);
	}

	@Override
	public String toString() {
		return "WeakListener[" + this.channel.account().name() + ", registered " + this.site + "]";
	}

}
