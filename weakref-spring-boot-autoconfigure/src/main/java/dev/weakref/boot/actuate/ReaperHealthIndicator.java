package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.reaper.Reaper;
import dev.weakref.reaper.ReaperStatistics;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Up as long as the reaper thread is alive.
 *
 * @hidden
 */
@Internal
public class ReaperHealthIndicator extends AbstractHealthIndicator {

	private final Reaper reaper;

	/**
	 * Creates the indicator.
	 * @param reaper the reaper to look at
	 */
	public ReaperHealthIndicator(Reaper reaper) {
		super("The health of the reaper could not be told");
		this.reaper = reaper;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		ReaperStatistics statistics = this.reaper.statistics();
		builder.status(statistics.running() ? "UP" : "DOWN").withDetail("backlog", statistics.backlog());
	}

}
