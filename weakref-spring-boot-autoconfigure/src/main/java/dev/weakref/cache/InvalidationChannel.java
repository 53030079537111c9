package dev.weakref.cache;

import dev.weakref.Registration;

/**
 * Reports the changes that any process makes in an engine, so that a {@link WeakCache} in
 * front of it returns no value that has changed.
 * <p>
 * A channel has to be honest rather than complete: where it cannot be sure that it has
 * reported all changes, it reports that it is {@linkplain Sink#lost lost}, and the cache
 * asks the engine for each entry until the channel is {@linkplain Sink#restored
 * restored}.
 */
public interface InvalidationChannel {

	/**
	 * Begins to report the changes of a cache. The channel calls {@link Sink#restored()}
	 * as soon as it reports every change; the cache trusts none of its values before
	 * that. It may do so during this call.
	 * @param cache the name of the cache in the engine
	 * @param sink is told of changes; the channel may hold it strongly
	 * @return ends the reports
	 */
	Registration subscribe(String cache, Sink sink);

	/**
	 * Is told of changes in the engine. All methods return after a few instructions,
	 * throw no exception, and may be called by any thread. Calls for one cache must come
	 * in the order of the changes they report.
	 */
	interface Sink {

		/**
		 * Reports that an entry was written, removed or has expired.
		 * @param engineKey the {@linkplain Backing#engineKey name} of its key
		 */
		void invalidated(Object engineKey);

		/**
		 * Reports that any entries may have changed.
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
