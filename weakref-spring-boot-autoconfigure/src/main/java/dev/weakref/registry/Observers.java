package dev.weakref.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the observers of a registry.
 */
final class Observers {

	private static final Logger logger = LoggerFactory.getLogger(Observers.class);

	private final List<RegistryObserver> observers = new CopyOnWriteArrayList<>();

	private final AtomicBoolean failureReported = new AtomicBoolean();

	private final Reaper reaper;

	Observers(Reaper reaper) {
		this.reaper = reaper;
	}

	Registration add(RegistryObserver observer) {
		this.observers.add(observer);
		return () -> this.observers.remove(observer);
	}

	void registered(String group, Object object) {
		for (RegistryObserver observer : this.observers) {
			try {
				observer.registered(group, object);
			}
			catch (RuntimeException ex) {
				report(group, ex);
			}
		}
	}

	void collected(String group, CallbackSource source) {
		for (RegistryObserver observer : this.observers) {
			this.reaper.callbacks().submit(source, this.reaper.noticedAt(), () -> observer.collected(group));
		}
	}

	private void report(String group, RuntimeException failure) {
		if (this.failureReported.compareAndSet(false, true)) {
			logger.warn("An observer of registry {} failed; further failures are logged at debug level", group,
					failure);
		}
		else {
			logger.debug("An observer of registry {} failed", group, failure);
		}
	}

}
