package dev.weakref.boot.actuate;

import java.time.Duration;
import java.util.List;

import dev.weakref.Internal;
import dev.weakref.cache.ManagedCache;
import dev.weakref.cache.SizeEstimate;
import dev.weakref.cache.WeakCacheStatistics;
import dev.weakref.reaper.CallbackSource;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;

/**
 * The report on a cache.
 *
 * @param references which side of an entry is weak
 * @param keyEquality how keys compare
 * @param live how many entries are live
 * @param estimatedSize how many entries there are, including dead ones not yet drained
 * @param retained how many values the strong tier holds
 * @param collected how many entries were collected
 * @param hits how many look-ups found a value; like the next four {@code null} if the
 * cache does not count them
 * @param weakHits how many of the hits only the weak index could give
 * @param misses how many look-ups found nothing
 * @param loads how many loaders returned a value
 * @param loadFailures how many loaders threw, or returned {@code null}
 * @param reloads how many values were stored under keys whose value had been collected
 * not long before
 * @param maximumSize how many values the strong tier holds at most; like the next two
 * {@code null} if there is no such limit
 * @param expireAfterAccess how long the strong tier holds a value after its last use,
 * such as {@code PT5M}
 * @param expireAfterWrite how long a value is valid
 * @param estimates how many hits there would have been with larger maximum sizes; empty
 * if that is not estimated
 * @param callbacks the outcomes of the callbacks of its listeners
 * @param backing the engine behind the cache, or {@code null} if there is none
 * @hidden
 */
@Internal
public record CacheDescriptor(String references, String keyEquality, long live, long estimatedSize, long retained,
		long collected, @Nullable Long hits, @Nullable Long weakHits, @Nullable Long misses, @Nullable Long loads,
		@Nullable Long loadFailures, long reloads, @Nullable Long maximumSize, @Nullable String expireAfterAccess,
		@Nullable String expireAfterWrite, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<SizeEstimate> estimates,
		CallbacksDescriptor callbacks, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable BackingDescriptor backing)
		implements
			OperationResponseBody {

	/**
	 * Creates the report.
	 * @param cache the source of the numbers
	 * @return the report
	 */
	public static CacheDescriptor of(ManagedCache cache) {
		WeakCacheStatistics statistics = cache.statistics();
		boolean counted = cache.recordsStatistics();
		return new CacheDescriptor(cache.references().toString(), cache.keyEquality().toString(), cache.liveCount(),
				cache.estimatedSize(), cache.retainedCount(), statistics.collected(),
				(counted) ? statistics.hits() : null, (counted) ? statistics.weakHits() : null,
				(counted) ? statistics.misses() : null, (counted) ? statistics.loads() : null,
				(counted) ? statistics.loadFailures() : null, statistics.reloads(), cache.maximumSize(),
				text(cache.expireAfterAccess()), text(cache.expireAfterWrite()), cache.estimates(statistics),
				CallbacksDescriptor.of(cache.callbacks()),
				BackingDescriptor.of(cache.backing(), cache.backingStatistics()));
	}

	private static @Nullable String text(@Nullable Duration duration) {
		return (duration != null) ? duration.toString() : null;
	}

	/**
	 * The report on callbacks.
	 *
	 * @param succeeded how many returned
	 * @param failed how many threw
	 */
	public record CallbacksDescriptor(long succeeded, long failed) {

		static CallbacksDescriptor of(CallbackSource callbacks) {
			return new CallbacksDescriptor(callbacks.succeeded(), callbacks.failed());
		}

	}

}
