package dev.weakref.boot.metrics;

import dev.weakref.spring.event.ManagedListeners;
import dev.weakref.spring.event.WeakApplicationListeners;

/**
 * Meters of weak listeners of application events, by event type.
 */
public final class ListenerMeters extends DirectoryMeters<ManagedListeners> {

	/**
	 * Create the binder.
	 * @param listeners tells which event types are listened to
	 */
	public ListenerMeters(WeakApplicationListeners listeners) {
		super(listeners.directory());
	}

	@Override
	void register(ManagedListeners listeners, MeterGroup group) {
		LiveMeters.register("listeners", listeners.name(), group, listeners, ManagedListeners::liveCount,
				ManagedListeners::estimatedSize, ManagedListeners::collected);
	}

}
