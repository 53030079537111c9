package dev.weakref.cache;

import dev.weakref.Registration;

/**
 * Reports the changes that any process makes in an engine, so that a {@link WeakCache} in
 * front of it returns no value that has changed.
 * <p>
 * A channel may miss changes, but must report that it may have missed some. If a channel
 * cannot be sure that it has reported all changes, it calls {@link Sink#lost()}. Until
 * the channel calls {@link Sink#restored()}, the cache then reads each entry from the
 * engine, unless it is set to {@linkplain BackingSpec.WhenLost#SERVE_LOCAL serve local}
 * values.
 */
public interface InvalidationChannel {

	/**
	 * Begins to report the changes of a cache. The channel calls {@link Sink#restored()},
	 * possibly during this call, as soon as it reports every change. The cache returns no
	 * value that it has read from the engine before that.
	 * @param cache the name of the cache in the engine
	 * @param sink receives the changes; the channel may hold the sink strongly
	 * @return the registration, which ends the reports
	 */
	Registration subscribe(String cache, Sink sink);

	/**
	 * Receives the changes in the engine. All methods return after a few instructions,
	 * throw no exception, and may be called by any thread. A channel must report the
	 * changes of one cache in the order in which the engine made them.
	 */
	interface Sink {

		/**
		 * Reports that an entry was written, removed or has expired.
		 * @param engineKey the {@linkplain Backing#engineKey name} of its key
		 */
		void invalidated(Object engineKey);

		/**
		 * Reports that every entry may have changed.
		 */
		void invalidatedAll();

		/**
		 * Reports that changes may go unreported from now on, or have gone unreported for
		 * some time. Has no effect if the channel is lost.
		 */
		void lost();

		/**
		 * Reports that every change is reported from now on.
		 */
		void restored();

		/**
		 * Reports that all changes up to a moment ago have been reported.
		 */
		void verified();

	}

}
