package dev.weakref.cache;

import java.util.Locale;

/**
 * The counts of a {@link WeakCache} about the engine behind it, since it was made. The
 * numbers are read one after the other, so each is right but they need not add up.
 *
 * @param state whether local values are trusted
 * @param down whether look-ups fail: the last read of the engine failed, less than 30 s
 * ago
 * @param verifiedMillisAgo the time since the channel last proved that it had reported
 * all changes, in milliseconds; -1 if it never did
 * @param hits the number of reads that found an entry in the engine
 * @param misses the number of reads that found none
 * @param failures the number of reads and writes that threw an exception
 * @param readNanos the total time of all reads, in nanoseconds
 * @param unchanged the number of entries that were read again and had not changed
 * @param changed the number of entries that were read again and had changed
 * @param invalidations the number of reported changes of single entries
 * @param flushes the number of reports that all entries may have changed
 * @param losses how many times the channel was lost
 * @param discardedLoads the number of values that were not kept because their entry
 * changed while they were read or loaded
 * @param superseded the number of objects that are live although their entry has another
 * value or was evicted
 * @param oldestSupersededMillis the time since the first of these was superseded, in
 * milliseconds
 */
public record BackingStatistics(State state, boolean down, long verifiedMillisAgo, long hits, long misses,
		long failures, long readNanos, long unchanged, long changed, long invalidations, long flushes, long losses,
		long discardedLoads, long superseded, long oldestSupersededMillis) {

	/**
	 * Whether local values are trusted.
	 */
	public enum State {

		/** All changes are reported, or values are used for a limited time only. */
		TRUSTED,

		/** Changes may go unreported, so the engine is read each time. */
		LOST,

		/**
		 * Changes may go unreported, but local values are returned for a limited time.
		 */
		SERVING_LOCAL;

		/**
		 * Returns the name as endpoint and health show it, such as {@code serving-local}.
		 */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
