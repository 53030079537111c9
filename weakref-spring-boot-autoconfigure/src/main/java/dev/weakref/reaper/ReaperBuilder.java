package dev.weakref.reaper;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

import dev.weakref.suitability.LastingObjects;
import org.jspecify.annotations.Nullable;

/**
 * Sets up a {@link Reaper}.
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
	 * Run callbacks elsewhere than on the reaper thread. The executor stays the caller's
	 * to shut down, after the reaper has been closed. It must run each task, or reject it
	 * by an exception, and then the reaper thread runs it: one that silently drops a task
	 * makes {@link Reaper#close()} wait for it until the close timeout.
	 * @param executor the executor of callbacks
	 * @return this builder
	 */
	public ReaperBuilder executor(Executor executor) {
		this.executor = Objects.requireNonNull(executor, "'executor' must not be null");
		return this;
	}

	/**
	 * How long a callback may take before it is reported; 100 ms unless set.
	 * @param slowThreshold a duration
	 * @return this builder
	 */
	public ReaperBuilder slowThreshold(Duration slowThreshold) {
		this.slowThreshold = Objects.requireNonNull(slowThreshold, "'slowThreshold' must not be null");
		return this;
	}

	/**
	 * How long {@link Reaper#close()} waits for callbacks; 10 seconds unless set.
	 * @param closeTimeout a duration
	 * @return this builder
	 */
	public ReaperBuilder closeTimeout(Duration closeTimeout) {
		this.closeTimeout = Objects.requireNonNull(closeTimeout, "'closeTimeout' must not be null");
		return this;
	}

	/**
	 * The name of the thread; {@code weakref-reaper} unless set.
	 * @param threadName a name
	 * @return this builder
	 */
	public ReaperBuilder threadName(String threadName) {
		this.threadName = Objects.requireNonNull(threadName, "'threadName' must not be null");
		return this;
	}

	/**
	 * What to do about objects that are never collected; callbacks for them are refused
	 * unless set.
	 * @param lastingObjects the policy
	 * @return this builder
	 */
	public ReaperBuilder lastingObjects(LastingObjects lastingObjects) {
		this.lastingObjects = Objects.requireNonNull(lastingObjects, "'lastingObjects' must not be null");
		return this;
	}

	/**
	 * Start the reaper.
	 * @return a running reaper
	 */
	public Reaper start() {
		return new Reaper(this).begin();
	}

}
