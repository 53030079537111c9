package dev.weakref.boot.actuate;

import java.time.Duration;

import dev.weakref.Internal;
import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.ReaperStatistics;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up as long as the reaper thread is alive and no callback waits too long.
 *
 * @hidden
 */
@Internal
public class ReaperHealthIndicator extends AbstractHealthIndicator {

	/** How long nothing was collected before that is noted. */
	private static final Duration IDLE_TIME = Duration.ofHours(1);

	/** In how many cycles nothing was collected before that is noted. */
	private static final int IDLE_CYCLES = 10;

	private final Reaper reaper;

	private final Duration waitThreshold;

	/**
	 * Creates the indicator.
	 * @param reaper the reaper to look at
	 * @param waitThreshold how long a callback may wait
	 */
	public ReaperHealthIndicator(Reaper reaper, Duration waitThreshold) {
		super("The health of the reaper could not be told");
		this.reaper = reaper;
		this.waitThreshold = waitThreshold;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		report(this.reaper.statistics(), builder);
	}

	void report(ReaperStatistics statistics, Health.Builder builder) {
		boolean late = statistics.longestWait().compareTo(this.waitThreshold) > 0;
		builder.status((statistics.running() && !late) ? "UP" : "DOWN")
			.withDetail("backlog", statistics.backlog())
			.withDetail("longestWaitMillis", statistics.longestWait().toMillis());
		if (!statistics.running()) {
			builder.withDetail("reason", "The reaper thread has ended");
		}
		else if (late) {
			builder.withDetail("reason",
					"A callback has waited for more than " + this.waitThreshold.toMillis() + " ms");
		}
		if (statistics.idleCycles() >= IDLE_CYCLES && statistics.idleTime().compareTo(IDLE_TIME) >= 0) {
			builder.withDetail("note", "No object was collected in the last " + statistics.idleCycles()
					+ " cycles of the collector, for " + statistics.idleTime().toMinutes() + " minutes");
		}
	}

}
