package dev.weakref.reaper;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

import dev.weakref.suitability.LastingObjects;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Reaper}.
 */
public final class ReaperBuilder {

	@Nullable Executor executor;

	Duration slowThreshold = Duration.ofMillis(100);

	Duration closeTimeout = Duration.ofSeconds(10);

	String threadName = "weakref-reaper";

	LastingObjects lastingObjects = LastingObjects.REFUSE;

	ReaperBuilder() {
	}

	/**
	 * Sets the executor of callbacks; the reaper thread runs them unless set. The reaper
	 * does not shut it down; shut it down after {@link Reaper#close()}. If the executor
	 * rejects a task by an exception, the reaper thread runs the task. If it drops a task
	 * silently, {@link Reaper#close()} waits for the task until the close timeout.
	 * @param executor the executor of callbacks
	 * @return this builder
	 */
	public ReaperBuilder executor(Executor executor) {
		this.executor = Objects.requireNonNull(executor, "'executor' must not be null");
		return this;
	}

	/**
	 * Sets the duration after which a callback is reported as slow; 100 ms unless set.
	 * @param slowThreshold a duration
	 * @return this builder
	 */
	public ReaperBuilder slowThreshold(Duration slowThreshold) {
		this.slowThreshold = Objects.requireNonNull(slowThreshold, "'slowThreshold' must not be null");
		return this;
	}

	/**
	 * Sets how long {@link Reaper#close()} waits for callbacks; 10 seconds unless set.
	 * @param closeTimeout a duration
	 * @return this builder
	 */
	public ReaperBuilder closeTimeout(Duration closeTimeout) {
		this.closeTimeout = Objects.requireNonNull(closeTimeout, "'closeTimeout' must not be null");
		return this;
	}

	/**
	 * Sets the name of the thread; {@code weakref-reaper} unless set.
	 * @param threadName a name
	 * @return this builder
	 */
	public ReaperBuilder threadName(String threadName) {
		this.threadName = Objects.requireNonNull(threadName, "'threadName' must not be null");
		return this;
	}

	/**
	 * Sets the policy for objects that are never collected; callbacks for them are
	 * refused unless set.
	 * @param lastingObjects the policy
	 * @return this builder
	 */
	public ReaperBuilder lastingObjects(LastingObjects lastingObjects) {
		this.lastingObjects = Objects.requireNonNull(lastingObjects, "'lastingObjects' must not be null");
		return this;
	}

	/**
	 * Starts the reaper.
	 * @return a running reaper
	 */
	public Reaper start() {
		return new Reaper(this).begin();
	}

}
