package dev.weakref.spring.event;

import java.util.function.BiConsumer;
import java.util.function.Predicate;

import dev.weakref.reaper.Reaper;
import dev.weakref.signal.Owned;

/**
 * A listener in its list. Condition and action are held until the owner is collected, so
 * they must not hold the owner.
 *
 * @param <D> the type of what is delivered
 */
final class WeakListener<D> extends Owned {

	final boolean asynchronous;

	final Origin origin;

	private final Predicate<? super D> condition;

	private final BiConsumer<Object, D> action;

	private volatile boolean called;

	WeakListener(Object owner, WeakListeners<D> listeners, Reaper reaper, Origin origin, boolean asynchronous,
			Predicate<? super D> condition, BiConsumer<Object, D> action) {
		super(owner, listeners, reaper);
		this.origin = origin;
		this.asynchronous = asynchronous;
		this.condition = condition;
		this.action = action;
	}

	boolean accepts(D delivery) {
		return this.condition.test(delivery);
	}

	void call(Object owner, D delivery) {
		this.action.accept(owner, delivery);
	}

	void called() {
		if (!this.called) {
			this.called = true;
		}
	}

	boolean hasBeenCalled() {
		return this.called;
	}

}
