package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.cache.BackingStatistics;
import dev.weakref.cache.BackingStatistics.State;
import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.WeakCaches;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports {@code DOWN} if look-ups fail because the engine behind a cache fails: after a
 * failed read, until the next good one, for 30 seconds at most. Reports {@code UNKNOWN}
 * while a cache may miss changes of its engine. A cache that loads without its engine
 * does not count as down.
 *
 * @hidden
 */
@Internal
public final class BackingHealthIndicator extends AbstractHealthIndicator {

	private final WeakCaches caches;

	/**
	 * Creates the indicator.
	 * @param caches the caches to look at
	 */
	public BackingHealthIndicator(WeakCaches caches) {
		super("The health of the engines behind weak caches could not be told");
		this.caches = caches;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Status status = Status.UP;
		for (ManagedCache cache : this.caches.directory().all()) {
			BackingStatistics counts = cache.backingStatistics();
			if (counts != null) {
				builder.withDetail(cache.name(), (counts.down()) ? "down" : counts.state().toString());
				status = (counts.down()) ? Status.DOWN
						: (counts.state() != State.TRUSTED && status == Status.UP) ? Status.UNKNOWN : status;
			}
		}
		builder.status(status);
	}

}
