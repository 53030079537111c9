package dev.weakref.cache;

import java.time.Duration;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Sets up the strong tier of a cache, which holds the entries used most, so that they
 * survive collections while no other object holds them. At least one limit is needed. A
 * value that has expired is held until that is noticed, which may be a while after it can
 * no longer be found.
 *
 * @see WeakCacheBuilder#retain
 */
public final class RetainSpec {

	private @Nullable Long maximumSize;

	private @Nullable Duration expireAfterAccess;

	RetainSpec() {
	}

	/**
	 * Limit the number of retained entries.
	 * @param maximumSize how many at most
	 * @return this spec
	 */
	public RetainSpec maximumSize(long maximumSize) {
		this.maximumSize = maximumSize;
		return this;
	}

	/**
	 * Limit the time for which an entry is retained after its last use. An entry is never
	 * released sooner. It is released up to three seconds later, or as much more as the
	 * reaper is busy, since not every use is recorded. A time below 30 seconds is kept to
	 * the second, since Caffeine is told of every hit, which makes hits slower. The same
	 * holds with a ticker of the user.
	 * @param expireAfterAccess how long
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
