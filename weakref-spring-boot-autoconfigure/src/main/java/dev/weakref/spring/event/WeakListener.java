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

	final Predicate<? super D> condition;

	final BiConsumer<Object, D> action;

	volatile boolean called;

	WeakListener(Object owner, WeakListeners<D> listeners, Reaper reaper, Origin origin, boolean asynchronous,
			Predicate<? super D> condition, BiConsumer<Object, D> action) {
		super(owner, listeners, reaper);
		this.origin = origin;
		this.asynchronous = asynchronous;
		this.condition = condition;
		this.action = action;
	}

	@Override
	public String toString() {
		return list() + ", registered " + this.origin;
	}

}
