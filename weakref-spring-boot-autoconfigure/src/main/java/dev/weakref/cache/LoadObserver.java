package dev.weakref.cache;

import java.util.function.Supplier;

import dev.weakref.Internal;
import org.jspecify.annotations.Nullable;

/**
 * Observes the loads of caches: the calls of loaders that the statistics of a cache
 * count. A thread that waits for the load of another one is not observed. No lock is held
 * during a call of this type, and an implementation throws no exceptions of its own.
 *
 * @hidden
 */
@FunctionalInterface
@Internal
public interface LoadObserver {

	/**
	 * Prepares the observation of a load. Called on the thread that asks the cache, which
	 * for a near cache can be another thread than the one that calls the loader. The load
	 * does not follow if the engine behind the cache has the value.
	 * @param cache the name of the cache
	 * @param bulk whether the load is that of several keys
	 * @return the load, or {@code null} if it is not observed
	 */
	@Nullable Load prepare(String cache, boolean bulk);

	/**
	 * The observation of one load.
	 */
	interface Load {

		/**
		 * Begins the observation, and calls the loader on this thread.
		 * @param loader the loader
		 * @param <T> the type of the result
		 * @return the result of the loader
		 */
		<T extends @Nullable Object> T call(Supplier<T> loader);

		/**
		 * Ends the observation. Called once after {@link #call}, on the thread that has
		 * the result.
		 * @param failure the exception of the load, or {@code null} if there is a value
		 */
		void end(@Nullable Throwable failure);

	}

}
