package dev.weakref.boot.metrics;

import java.util.Map;

import dev.weakref.Internal;
import dev.weakref.Kind;
import dev.weakref.lock.WeakLocks;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.BaseUnits;

/**
 * Meters of weak locks.
 *
 * @hidden
 */
@Internal
public final class LockMeters extends FixedMeters {

	private final Map<String, WeakLocks> locks;

	/**
	 * Creates the binder.
	 * @param locks the locks to measure, by name
	 */
	public LockMeters(Map<String, WeakLocks> locks) {
		this.locks = Map.copyOf(locks);
	}

	@Override
	void register(MeterGroup group) {
		this.locks.forEach((name, locks) -> register(name, locks, group));
	}

	private static void register(String name, WeakLocks locks, MeterGroup group) {
		group.live(Kind.LOCK, name, locks, WeakLocks::liveCount, WeakLocks::estimatedSize, WeakLocks::collectedCount);
		group.gauge("weakref.locks.held", Tags.of("name", name), BaseUnits.OBJECTS,
				"The number of locks that a thread holds", locks, (measured) -> measured.statistics().held());
		group.gauge("weakref.locks.waiting", Tags.of("name", name), BaseUnits.THREADS,
				"The number of threads that wait to get a lock", locks, (measured) -> measured.statistics().waiting());
	}

}
