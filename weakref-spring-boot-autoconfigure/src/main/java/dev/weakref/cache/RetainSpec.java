package dev.weakref.cache;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Configures the strong tier of a cache, which holds the most used entries, so that they
 * survive collections while no other object holds them. At least one limit is needed. The
 * strong tier may hold an expired value for a while after look-ups no longer find it.
 *
 * @see WeakCacheBuilder#retain
 */
public final class RetainSpec {

	private @Nullable Long maximumSize;

	private @Nullable Duration expireAfterAccess;

	RetainSpec() {
	}

	/**
	 * Limits the number of retained entries.
	 * @param maximumSize the maximum number
	 * @return this spec
	 */
	public RetainSpec maximumSize(long maximumSize) {
		this.maximumSize = maximumSize;
		return this;
	}

	/**
	 * Limits the time for which an entry is retained after its last use. This limit never
	 * releases an entry earlier; a maximum size may. An entry is released up to three
	 * seconds later, or more if the reaper is busy, because not every use is recorded. A
	 * time below 30 seconds is exact: every hit is reported to Caffeine, which makes hits
	 * slower. The same holds for a cache with its own ticker.
	 * @param expireAfterAccess the time, which must be positive
	 * @return this spec
	 */
	public RetainSpec expireAfterAccess(Duration expireAfterAccess) {
		this.expireAfterAccess = Objects.requireNonNull(expireAfterAccess, "'expireAfterAccess' must not be null");
		return this;
	}

	@Nullable Long maximumSize() {
		return this.maximumSize;
	}

	@Nullable Duration expireAfterAccess() {
		return this.expireAfterAccess;
	}

	@Override
	public String toString() {
		return "RetainSpec[maximumSize=" + this.maximumSize + ", expireAfterAccess=" + this.expireAfterAccess + "]";
	}

}
