package dev.weakref.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.Registration;
import dev.weakref.WarnOnce;
import dev.weakref.reaper.CallbackSource;
import dev.weakref.reaper.Reaper;
import org.slf4j.LoggerFactory;

/**
 * Calls the observers of a registry.
 */
final class Observers {

	private final WarnOnce failures = new WarnOnce(LoggerFactory.getLogger(Observers.class));

	private final List<RegistryObserver> observers = new CopyOnWriteArrayList<>();

	private final Reaper reaper;

	Observers(Reaper reaper) {
		this.reaper = reaper;
	}

	Registration add(RegistryObserver observer) {
		this.observers.add(observer);
		return Registration.of(() -> this.observers.remove(observer));
	}

	void registered(String group, CallbackSource source, Object object) {
		for (RegistryObserver observer : this.observers) {
			try {
				observer.registered(group, object);
			}
			catch (RuntimeException ex) {
				String type = observer.getClass().getName();
				this.failures.log(source + " " + type, "The observer {} of {} failed with a {}", type, source,
						object.getClass().getName(), ex);
			}
		}
	}

	void collected(String group, CallbackSource source) {
		for (RegistryObserver observer : this.observers) {
			this.reaper.callbacks().submit(source, observer, () -> observer.collected(group));
		}
	}

}
