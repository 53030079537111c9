package dev.weakref.cache;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import dev.weakref.Registration;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose values can be found as long as any object holds them. The cache itself
 * holds only the values in its strong tier.
 * <p>
 * There is one value per key. As long as any object holds a value that has not been
 * invalidated, replaced or expired, every caller gets the same instance, even after the
 * value has left the strong tier. From the moment when the collector clears the weak side
 * of an entry, the entry is absent in every operation.
 * <p>
 * Loading is single-flight: for each key one thread runs its loader; the other threads
 * that ask for the key wait and get the same value or the same exception. No lock is held
 * meanwhile, and other keys are not affected. A failed load stores no value. A value that
 * was put during a load wins over the loaded one. If a key is invalidated during its
 * load, the waiting threads get the loaded value, but it is not stored.
 * {@code computeIfAbsent} of {@link #asMap()} is such a load too, which may return
 * {@code null}. The other compute methods do not wait for loads, and loads do not wait
 * for them.
 * <p>
 * A value that is not retained and that no other object holds may be collected at the
 * next collection: a cache without a strong tier shares values between their users but
 * does not keep them between uses. A value that strongly reaches its own weak key keeps
 * the entry for ever.
 * <p>
 * A cache with a {@linkplain WeakCacheBuilder#backing backing} is in front of an engine,
 * such as a cache in Redis, that other processes use too. A look-up that finds no current
 * value here reads the engine, on the calling thread, and loads only if the engine has
 * none; a loaded value is written there. {@code put}, {@code putIfAbsent},
 * {@code invalidate} and {@code invalidateAll} change the engine first, and throw its
 * exceptions. {@code contains}, {@code isCurrent}, sizes and the map look here only; the
 * map has no {@code replace}, {@code compute}, {@code computeIfPresent}, {@code merge}
 * and {@code remove(key, value)}. {@code getAsync} reads the engine and calls its loader
 * on the {@linkplain BackingSpec#executor executor} of the backing. <strong>All callers
 * share one object for each version of a value, so values must not be changed.</strong>
 * <p>
 * Safe for use by any number of threads. A {@code null} key or value is refused with a
 * {@link NullPointerException}.
 *
 * <pre>{@code
 * BufferedImage image = images.get("sunrise.png", name -> decode(folder.resolve(name)));
 * }</pre>
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface WeakCache<K, V> {

	/**
	 * Returns a builder of a cache.
	 * @param name the name of the cache in log, meters and endpoint
	 * @param reaper drains the cache and calls its listeners
	 * @param <K> the type of keys
	 * @param <V> the type of values
	 * @return a builder
	 * @throws dev.weakref.directory.BlankNameException if the name is empty or consists
	 * of white space
	 */
	static <K, V> WeakCacheBuilder<K, V> builder(String name, Reaper reaper) {
		return new WeakCacheBuilder<>(name, reaper);
	}

	/**
	 * Returns the value of a key, and counts a hit or a miss. Expected O(1). A hit
	 * allocates nothing, unless the strong tier admits the entry. In front of an engine,
	 * a miss reads the engine, whose exceptions reach the caller unless the cache
	 * {@linkplain BackingSpec.WhenDown#LOAD loads} without it.
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable V getIfPresent(K key);

	/**
	 * Returns the value of a key, and loads it on the calling thread if there is none. If
	 * another thread is loading it, by any method of this interface, this method waits.
	 * An interrupt does not end the wait; the interrupt status is set after it.
	 * @param key the key
	 * @param loader returns the value; must not ask this cache for the same key
	 * @return the value
	 * @throws NullLoadException if the loader returns {@code null}
	 * @throws dev.weakref.singleflight.RecursiveComputationException if the loader asks,
	 * directly or through other loaders, for the value it is to return. A cycle between
	 * threads is detected within one cache and between the caches of one
	 * {@link WeakCaches}
	 * @throws RuntimeException any exception of the loader, unwrapped
	 */
	V get(K key, Function<? super K, ? extends V> loader);

	/**
	 * Returns the value of a key, and loads it in the background if there is none. Never
	 * waits. There is one load for each key, begun here or by {@link #get}; a thread that
	 * calls {@code get} meanwhile waits for it.
	 * <p>
	 * <strong>The stage must complete.</strong> Until it does, all callers that ask for
	 * the key wait. They wait for ever if the stage itself waits, on another thread, for
	 * the value of its own key: that is not detected. After {@link #invalidate}, new
	 * callers start another load; callers that already wait go on waiting.
	 * @param key the key
	 * @param loader begins to load the value, on the calling thread; must not ask this
	 * cache for the same key
	 * @return a new future of the value; cancelling it has no effect on other callers. It
	 * fails with the exception of the loader or of its stage, with a
	 * {@link NullLoadException} if the stage or its value is {@code null}, and with a
	 * {@link dev.weakref.singleflight.RecursiveComputationException} if this thread is
	 * loading the same key
	 */
	CompletableFuture<V> getAsync(K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader);

	/**
	 * Returns the values of several keys, and loads the absent ones in one call. Waits
	 * for those keys that another thread is loading.
	 * @param keys the keys; of equal keys, the first is used
	 * @param loader returns the values of the absent keys; other values that it returns
	 * are stored too, unless there is an engine. If keys compare by identity, its map
	 * must compare them so too, as {@link java.util.IdentityHashMap} does
	 * @return a new map from each key to its value, in the order of the keys; if keys
	 * compare by identity, an identity map in no particular order
	 * @throws NullLoadException if the loader returns {@code null}, or a map without a
	 * value for each of these keys; the values in the map are stored
	 * @throws dev.weakref.singleflight.RecursiveComputationException if this thread is
	 * loading one of the keys already, or if waiting for another thread would close a
	 * cycle of waiting threads
	 * @throws RuntimeException any exception of the loader, unwrapped
	 */
	Map<K, V> getAll(Iterable<? extends K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader);

	/**
	 * Returns the values of those keys that have one.
	 * @param keys the keys
	 * @return a new map, in the order of the keys; if keys compare by identity, an
	 * identity map in no particular order
	 */
	Map<K, V> getAllPresent(Iterable<? extends K> keys);

	/**
	 * Stores a value, in the place of the present one.
	 * @param key the key
	 * @param value the value
	 */
	void put(K key, V value);

	/**
	 * Stores a value if the key has none.
	 * @param key the key
	 * @param value the value
	 * @return the present value, or {@code null} if this one was stored
	 */
	@Nullable V putIfAbsent(K key, V value);

	/**
	 * Returns whether there is a value. Counts neither as hit or miss nor as a use of the
	 * value, and does not make it strong.
	 * @param key the key
	 * @return whether this process has a current value of the key
	 */
	boolean contains(K key);

	/**
	 * Returns whether a value is the present one of its key, as far as this process
	 * knows. Asks no engine, and counts neither as hit or miss nor as a use.
	 * <p>
	 * Behind a cache with an engine, a value that other code still holds can be out of
	 * date: {@code false} means that the entry has another value, was evicted, or has
	 * changed in a way that this cache has not read yet.
	 * @param key the key
	 * @param value the value, which compares by identity
	 * @return whether {@link #getIfPresent} would return this object from here
	 */
	boolean isCurrent(K key, V value);

	/**
	 * Stores several values, one after the other.
	 * @param entries the keys and their values
	 */
	default void putAll(Map<? extends K, ? extends V> entries) {
		entries.forEach(this::put);
	}

	/**
	 * Removes an entry, so that the next caller loads a new value. Other objects may
	 * still hold the old value. The result of a load under way is not stored. If a thread
	 * is storing such a result at this moment, this method waits for the few instructions
	 * that this takes.
	 * @param key the key
	 */
	void invalidate(K key);

	/**
	 * {@linkplain #invalidate Removes} several entries, one after the other.
	 * @param keys the keys
	 */
	default void invalidateAll(Iterable<? extends K> keys) {
		keys.forEach(this::invalidate);
	}

	/**
	 * Returns the live entries as a map that writes through. {@code get} of the map
	 * counts as a use of the value, but neither as hit nor as miss. Iterating and
	 * {@code containsKey} do not count. {@code computeIfAbsent} loads as {@link #get}
	 * does, but its function may return {@code null}: then it stores nothing and counts a
	 * failed load. A thread that waits for it in {@code get} gets a
	 * {@link NullLoadException}; a thread that waits in {@code computeIfAbsent} calls its
	 * own function. The other compute methods run their function once per call unless a
	 * plain write comes between.
	 * @return a view, which holds the cache
	 */
	ConcurrentMap<K, V> asMap();

	/**
	 * Returns a function that calls {@link #get} of this cache with the given function as
	 * the loader.
	 * @param function returns the result for an argument
	 * @return a function that asks the cache first
	 */
	default Function<K, V> memoize(Function<? super K, ? extends V> function) {
		return (key) -> get(key, function);
	}

	/**
	 * Adds a listener to collected entries. The cache holds it strongly, so it must not
	 * reach a key or value of the cache.
	 * @param listener the listener
	 * @return a registration that removes the listener
	 */
	Registration addListener(WeakCacheListener<? super K> listener);

	/**
	 * Returns the name of the cache in log, meters and endpoint.
	 * @return the name
	 */
	String name();

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
	 * Returns the number of entries, including dead ones that have not been drained.
	 * O(1).
	 * @return an upper bound of {@link #liveCount()}
	 */
	long estimatedSize();

	/**
	 * Counts the live entries one by one, and makes none of them strong. O(capacity).
	 * @return the number at some moment during the call
	 */
	long liveCount();

	/**
	 * Returns the number of entries in the strong tier. O(1).
	 * @return an estimate, or 0 if there is no strong tier
	 */
	long retainedCount();

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
	 * Returns a snapshot of the counts about the engine behind the cache. O(superseded).
	 * @return the counts, or {@code null} if there is no engine
	 */
	@Nullable BackingStatistics backingStatistics();

	/**
	 * Removes all entries. The results of loads under way are not stored. O(capacity).
	 */
	void invalidateAll();

	/**
	 * Removes dead and expired entries now, and the surplus of the strong tier. The
	 * reaper does so by itself; tests and measurements need this.
	 */
	void cleanUp();

}
