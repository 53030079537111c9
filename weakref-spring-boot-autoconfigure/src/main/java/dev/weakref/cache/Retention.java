package dev.weakref.cache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What the strong tier of a cache holds: the entries used most, so that they survive
 * collections while nobody else holds them. A value that has expired is held until that
 * is noticed, which may be a while after it can no longer be found.
 *
 * @param maximumSize how many entries at most, or {@code null} for no limit
 * @param expireAfterAccess how long an entry is retained after it was last used, or
 * {@code null} for no limit
 */
public record Retention(@Nullable Long maximumSize, @Nullable Duration expireAfterAccess) {

	/**
	 * Retain a number of entries.
	 * @param maximumSize how many at most
	 * @return the rule
	 */
	public static Retention ofSize(long maximumSize) {
		return new Retention(maximumSize, null);
	}

	/**
	 * Retain entries for a time after their last use.
	 * @param expireAfterAccess how long
	 * @return the rule
	 */
	public static Retention ofTime(Duration expireAfterAccess) {
		return new Retention(null, expireAfterAccess);
	}

	/**
	 * Retain them no longer than this after their last use.
	 * @param expireAfterAccess how long
	 * @return the rule with that limit too
	 */
	public Retention expireAfterAccess(Duration expireAfterAccess) {
		return new Retention(this.maximumSize, expireAfterAccess);
	}

}
