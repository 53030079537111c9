package dev.weakref.spring.event;

import java.util.function.Predicate;

import dev.weakref.signal.OwnedList;

/**
 * Listeners that are called together, in the order of their registration. The event
 * multicaster knows one listener of its own for each list.
 */
abstract class ListenerList extends OwnedList<ListenerEntry> {

	private static final ListenerEntry[] NONE = new ListenerEntry[0];

	final ListenerCounters counters;

	private final ListenerCalls calls;

	ListenerList(ListenerCounters counters, ListenerCalls calls) {
		super(NONE, counters.size, counters.collected);
		this.counters = counters;
		this.calls = calls;
		counters.add(this);
	}

	final boolean isEmpty() {
		return snapshot().length == 0;
	}

	/**
	 * Calls the live listeners that accept an event. An exception of a listener ends the
	 * delivery, unless the error handler of the application takes it.
	 * @param accepting tests a listener before its owner becomes strong
	 * @param argument the argument of the callbacks
	 */
	final void deliver(Predicate<ListenerEntry> accepting, Object argument) {
		int delivered = 0;
		try {
			for (ListenerEntry listener : snapshot()) {
				try {
					Object owner = (listener.isLive() && accepting.test(listener)) ? listener.get() : null;
					if (owner != null) {
						delivered++;
						call(listener, owner, argument);
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

	private void call(ListenerEntry listener, Object owner, Object argument) {
		if (!listener.called) {
			listener.called = true;
		}
		if (listener.asynchronous) {
			this.calls.later(listener.origin, () -> callIfLive(listener, owner, argument));
		}
		else {
			listener.callback.accept(owner, argument);
		}
	}

	private void callIfLive(ListenerEntry listener, Object owner, Object argument) {
		try {
			if (listener.isLive()) {
				listener.callback.accept(owner, argument);
			}
		}
		catch (Throwable ex) {
			this.counters.failed.increment();
			throw ex;
		}
	}

	@Override
	protected void entryCollected(ListenerEntry listener) {
		if (!listener.called) {
			this.counters.diedUncalled.increment();
			this.calls.reportUncalled(this.counters.name(), listener.origin);
		}
	}

}
