package dev.weakref.boot.actuate;

import dev.weakref.Internal;
import dev.weakref.cache.BackingOrigin;
import dev.weakref.cache.BackingStatistics;
import org.jspecify.annotations.Nullable;

/**
 * The report on the engine behind a cache.
 *
 * @param cacheManager the name of the bean that has the engine's cache
 * @param cache the name of the engine's cache
 * @param engine the kind of engine
 * @param invalidation the kind of channel
 * @param state {@code trusted}, {@code lost} or {@code serving-local}
 * @param verifiedMillisAgo the time since the channel last proved that it had reported
 * all changes; {@code null} if it never did
 * @param hits how many reads found an entry in the engine
 * @param misses how many reads found none
 * @param failures how many reads and writes threw an exception
 * @param revalidations the entries that were read again
 * @param invalidations the changes that were reported
 * @param connectionLosses how many times the channel was lost
 * @param discardedLoads how many values were not kept because they changed meanwhile
 * @param superseded the objects that are live although their entry has another value
 * @hidden
 */
@Internal
public record BackingDescriptor(@Nullable String cacheManager, String cache, String engine, String invalidation,
		String state, @Nullable Long verifiedMillisAgo, long hits, long misses, long failures,
		Revalidations revalidations, Invalidations invalidations, long connectionLosses, long discardedLoads,
		Superseded superseded) {

	/**
	 * Creates the report.
	 * @param origin the names, or {@code null} if there is no engine
	 * @param counts the numbers, or {@code null} if there is no engine
	 * @return the report, or {@code null} if there is no engine
	 */
	static @Nullable BackingDescriptor of(@Nullable BackingOrigin origin, @Nullable BackingStatistics counts) {
		if (origin == null || counts == null) {
			return null;
		}
		return new BackingDescriptor(origin.cacheManager(), origin.cache(), origin.engine(), origin.invalidation(),
				counts.state().toString(), (counts.verifiedMillisAgo() >= 0) ? counts.verifiedMillisAgo() : null,
				counts.hits(), counts.misses(), counts.failures(),
				new Revalidations(counts.unchanged(), counts.changed()),
				new Invalidations(counts.invalidations(), counts.flushes()), counts.losses(), counts.discardedLoads(),
				new Superseded(counts.superseded(), counts.oldestSupersededMillis()));
	}

	/**
	 * The entries that were read again.
	 *
	 * @param unchanged how many had not changed
	 * @param changed how many had
	 */
	public record Revalidations(long unchanged, long changed) {
	}

	/**
	 * The changes that were reported.
	 *
	 * @param received how many were of single entries
	 * @param flushes how many were of all entries
	 */
	public record Invalidations(long received, long flushes) {
	}

	/**
	 * The objects that are live although their entry has another value.
	 *
	 * @param live how many there are
	 * @param oldestMillis the time since the first of them was superseded
	 */
	public record Superseded(long live, long oldestMillis) {
	}

}
