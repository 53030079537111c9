package dev.weakref.cache;

import java.time.Duration;
import java.util.List;

import dev.weakref.Kind;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.directory.Managed;
import dev.weakref.reaper.CallbackSource;
import org.jspecify.annotations.Nullable;

/**
 * A cache as meters, endpoint and administrators see it. None of its methods makes a key
 * or value strong.
 */
public interface ManagedCache extends Managed {

	@Override
	default Kind kind() {
		return Kind.CACHE;
	}

	@Override
	default long collectedCount() {
		return statistics().collected();
	}

	/**
	 * Returns which side of an entry is weak.
	 * @return the mode
	 */
	References references();

	/**
	 * Returns the rule by which keys are compared.
	 * @return the rule
	 */
	KeyEquality keyEquality();

	/**
	 * Returns the number of entries in the strong tier. O(1).
	 * @return an estimate, or 0 if there is no strong tier
	 */
	long retainedCount();

	/**
	 * Returns how many entries the strong tier holds at most.
	 * @return the number, or {@code null} if there is no strong tier, or no such limit
	 */
	@Nullable Long maximumSize();

	/**
	 * Returns how long the strong tier holds an entry after its last use.
	 * @return the time, or {@code null} if there is no strong tier, or no such limit
	 */
	@Nullable Duration expireAfterAccess();

	/**
	 * Returns how long a value is valid after it was stored.
	 * @return the time, or {@code null} if values do not expire
	 */
	@Nullable Duration expireAfterWrite();

	/**
	 * Returns whether the cache counts look-ups, stored values and loads.
	 * @return whether it does
	 */
	boolean recordsStatistics();

	/**
	 * Returns a snapshot of the counts.
	 * @return the counts, of which all but {@code collected}, {@code expired} and
	 * {@code reloads} are 0 if the cache does not {@linkplain #recordsStatistics()
	 * record} them
	 */
	WeakCacheStatistics statistics();

	/**
	 * Returns the hits that larger strong tiers would have given: with two, four and
	 * eight times the present maximum size. The estimates come from a sample of the keys.
	 * The list is empty before a hundred look-ups, or before three to seven times the
	 * maximum size if that is more. The list is always empty if the strong tier has no
	 * maximum size, if the cache does not {@linkplain #recordsStatistics() count}
	 * look-ups, or if there is an engine behind the cache. The list is also empty if the
	 * strong tier has a time to expire after access that is below 30 seconds or is
	 * measured by a ticker of the user. O(1).
	 * @param counts a snapshot of the counts
	 * @return the counted hits of the present size and the estimates, the smallest size
	 * first, or an empty list
	 */
	List<SizeEstimate> estimates(WeakCacheStatistics counts);

	/**
	 * Returns the source that counts the calls of the listeners of the cache.
	 * @return the source of these callbacks
	 */
	CallbackSource callbacks();

	/**
	 * Returns the names of the engine behind the cache.
	 * @return the names, or {@code null} if there is no engine
	 */
	@Nullable BackingOrigin backing();

	/**
	 * Returns a snapshot of the counts about the engine behind the cache. O(superseded).
	 * @return the counts, or {@code null} if there is no engine
	 */
	@Nullable BackingStatistics backingStatistics();

	/**
	 * Removes all entries of this process. An engine behind the cache keeps its own. The
	 * results of loads under way are not stored. O(capacity).
	 */
	void invalidateAll();

	/**
	 * Removes dead and expired entries now, and the surplus of the strong tier. The
	 * reaper does so by itself; tests and measurements need this.
	 */
	void cleanUp();

}
