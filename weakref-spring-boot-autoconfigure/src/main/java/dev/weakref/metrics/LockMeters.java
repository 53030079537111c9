package dev.weakref.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import dev.weakref.lock.WeakLocks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * Meters of weak locks.
 */
public final class LockMeters implements MeterBinder, AutoCloseable {

	private final List<MeterGroup> bound = new CopyOnWriteArrayList<>();

	private final Map<String, WeakLocks> locks;

	/**
	 * Create the binder.
	 * @param locks the locks to measure, by name
	 */
	public LockMeters(Map<String, WeakLocks> locks) {
		this.locks = Map.copyOf(locks);
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.bound.add(MeterGroup.register(registry,
				(group) -> this.locks.forEach((name, locks) -> register(name, locks, group))));
	}

	/**
	 * Remove the meters, for the sake of registries that outlive the application.
	 */
	@Override
	public void close() {
		this.bound.forEach(MeterGroup::remove);
		this.bound.clear();
	}

	private static void register(String name, WeakLocks locks, MeterGroup group) {
		LiveMeters.register("locks", name, group, locks, WeakLocks::liveCount, WeakLocks::estimatedSize,
				WeakLocks::collectedCount);
		group.gauge("weakref.locks.held", Tags.of("name", name), BaseUnits.OBJECTS,
				"The number of locks that a thread holds", locks, (measured) -> measured.statistics().held());
		group.gauge("weakref.locks.waiting", Tags.of("name", name), BaseUnits.THREADS,
				"The number of threads that wait to get a lock", locks, (measured) -> measured.statistics().waiting());
	}

}
