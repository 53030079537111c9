package dev.weakref.spring.event;

import java.util.function.BiConsumer;
import java.util.function.BiPredicate;

import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Owned;

import org.springframework.context.ApplicationEvent;

/**
 * One listener in its list. Condition and callback are held until the owner is collected,
 * so they must not hold the owner.
 */
final class ListenerEntry extends Owned {

	final boolean asynchronous;

	final Origin origin;

	/** Tests the event as it was published, and the argument. */
	final BiPredicate<ApplicationEvent, Object> condition;

	/** Receives the owner and the argument. */
	final BiConsumer<Object, Object> callback;

	volatile boolean called;

	ListenerEntry(Object owner, ListenerList list, Reaper reaper, Origin origin, boolean asynchronous,
			BiPredicate<ApplicationEvent, Object> condition, BiConsumer<Object, Object> callback) {
		super(owner, list, reaper);
		this.origin = origin;
		this.asynchronous = asynchronous;
		this.condition = condition;
		this.callback = callback;
	}

	@Override
	public String toString() {
		return ((ListenerList) list()).counters.name() + ", registered " + this.origin;
	}

}
