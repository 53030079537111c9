package dev.weakref.spring.event;

import dev.weakref.signal.OwnedList;

/**
 * The listeners that are called together, in the order of their registration.
 *
 * @param <D> the type of what is delivered
 */
class WeakListeners<D> extends OwnedList<WeakListener<D>> {

	private static final WeakListener<?>[] NONE = new WeakListener<?>[0];

	final ListenerCounters counters;

	private final ListenerCalls calls;

	@SuppressWarnings("unchecked")
	WeakListeners(ListenerCounters counters, ListenerCalls calls) {
		super((WeakListener<D>[]) NONE, counters.size, counters.collected);
		this.counters = counters;
		this.calls = calls;
		counters.add(this);
	}

	boolean isEmpty() {
		return snapshot().length == 0;
	}

	/**
	 * Calls the live listeners that accept a delivery. An exception of a listener ends
	 * the delivery, unless the error handler of the application takes it.
	 */
	void deliver(D delivery) {
		int delivered = 0;
		try {
			for (WeakListener<D> listener : snapshot()) {
				try {
					// The owner becomes strong only if it is to be called.
					Object owner = (listener.isLive() && listener.condition.test(delivery)) ? listener.get() : null;
					if (owner != null) {
						delivered++;
						call(listener, owner, delivery);
					}
				}
				catch (Throwable ex) {
					this.counters.failed.increment();
					if (!this.calls.isHandled(listener.origin, ex)) {
						throw ex;
					}
				}
			}
		}
		finally {
			this.counters.deliveries.add(delivered);
		}
	}

	private void call(WeakListener<D> listener, Object owner, D delivery) {
		if (!listener.called) {
			listener.called = true;
		}
		if (listener.asynchronous) {
			this.calls.later(listener.origin, () -> callIfLive(listener, owner, delivery));
		}
		else {
			listener.action.accept(owner, delivery);
		}
	}

	private void callIfLive(WeakListener<D> listener, Object owner, D delivery) {
		try {
			if (listener.isLive()) {
				listener.action.accept(owner, delivery);
			}
		}
		catch (Throwable ex) {
			this.counters.failed.increment();
			throw ex;
		}
	}

	@Override
	protected void entryCollected(WeakListener<D> listener) {
		if (!listener.called) {
			this.counters.diedUncalled.increment();
			this.calls.reportUncalled(this.counters.name(), listener.origin);
		}
	}

	/**
	 * Returns the event type.
	 */
	@Override
	public String toString() {
		return this.counters.name();
	}

}
