package dev.weakref.cache;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Settings of a {@link WeakCache} in front of an engine. Not safe for use by several
 * threads.
 */
public final class BackingSpec {

	@Nullable InvalidationChannel channel;

	@Nullable Duration maxStaleness;

	WhenLost whenLost = WhenLost.BYPASS;

	Duration serveLocalFor = Duration.ofSeconds(30);

	WhenDown whenDown = WhenDown.FAIL;

	Executor executor = ForkJoinPool.commonPool();

	String engineCache;

	BackingOrigin origin;

	BackingSpec(String cacheName) {
		this.engineCache = cacheName;
		this.origin = new BackingOrigin(null, cacheName, "code", "none");
	}

	/**
	 * Sets the channel that reports the changes of other processes.
	 * @param channel the channel, or {@code null} for none: then a local value is used
	 * for {@link #maxStaleness} only
	 * @return this specification
	 */
	public BackingSpec channel(@Nullable InvalidationChannel channel) {
		this.channel = channel;
		return this;
	}

	/**
	 * Sets the name of the cache in the engine, by which the channel knows it.
	 * @param engineCache the name; the name of the weak cache by default
	 * @return this specification
	 */
	public BackingSpec engineCache(String engineCache) {
		this.engineCache = Objects.requireNonNull(engineCache, "'engineCache' must not be null");
		return this;
	}

	/**
	 * Sets how long a local value is used after it was read from the engine. A cache
	 * without a channel needs this time. In a cache with a channel, the time limits only
	 * values that were loaded without the engine.
	 * @param maxStaleness a positive time, or {@code null} for none
	 * @return this specification
	 */
	public BackingSpec maxStaleness(@Nullable Duration maxStaleness) {
		this.maxStaleness = maxStaleness;
		return this;
	}

	/**
	 * Sets how the cache answers while the channel is lost.
	 * @param whenLost the rule; {@link WhenLost#BYPASS} by default
	 * @return this specification
	 */
	public BackingSpec whenLost(WhenLost whenLost) {
		this.whenLost = Objects.requireNonNull(whenLost, "'whenLost' must not be null");
		return this;
	}

	/**
	 * Sets for how long {@link WhenLost#SERVE_LOCAL} holds after a loss.
	 * @param serveLocalFor the time; 30 seconds by default
	 * @return this specification
	 */
	public BackingSpec serveLocalFor(Duration serveLocalFor) {
		this.serveLocalFor = Objects.requireNonNull(serveLocalFor, "'serveLocalFor' must not be null");
		return this;
	}

	/**
	 * Sets how the cache answers while the engine fails.
	 * @param whenDown the rule; {@link WhenDown#FAIL} by default
	 * @return this specification
	 */
	public BackingSpec whenDown(WhenDown whenDown) {
		this.whenDown = Objects.requireNonNull(whenDown, "'whenDown' must not be null");
		return this;
	}

	/**
	 * Sets where {@link WeakCache#getAsync} reads and writes the engine, and calls the
	 * loader.
	 * @param executor the executor; the common pool by default
	 * @return this specification
	 */
	public BackingSpec executor(Executor executor) {
		this.executor = Objects.requireNonNull(executor, "'executor' must not be null");
		return this;
	}

	/**
	 * Sets the names in the endpoint.
	 * @param origin the names
	 * @return this specification
	 * @hidden
	 */
	@Internal
	public BackingSpec origin(BackingOrigin origin) {
		this.origin = origin;
		return this;
	}

	/**
	 * How a cache answers while it may miss changes of the engine.
	 */
	public enum WhenLost {

		/** It reads the engine each time. */
		BYPASS,

		/** It returns the values it has, for a limited time. */
		SERVE_LOCAL;

		/**
		 * Returns the name as configuration spells it, such as {@code serve-local}.
		 */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * How a cache answers a look-up while the engine fails. Writes fail in any case.
	 */
	public enum WhenDown {

		/** It throws the exception of the engine. */
		FAIL,

		/**
		 * It calls the loader, writes nothing to the engine, and keeps the value for
		 * {@link #maxStaleness}, or 2 seconds if that is not set. A look-up without a
		 * loader finds nothing.
		 */
		LOAD;

		/**
		 * Returns the name as configuration spells it, such as {@code load}.
		 */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT);
		}

	}

}
