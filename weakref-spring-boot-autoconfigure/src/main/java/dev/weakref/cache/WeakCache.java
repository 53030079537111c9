package dev.weakref.cache;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

import dev.weakref.Registration;
import dev.weakref.reaper.Reaper;
import org.jspecify.annotations.Nullable;

/**
 * A cache whose values can be found for as long as anybody holds them, and are kept by
 * the cache itself only as far as its strong tier says.
 * <p>
 * There is one value per key: as long as a value is held anywhere and was not
 * invalidated, replaced, or has expired, every caller is given that same instance, also
 * after it has left the strong tier. An entry goes when the collector clears its weak
 * side; at that moment it is absent in every operation.
 * <p>
 * Loading is single-flight: for each key one thread runs its loader while the others that
 * ask for the key wait and are given the same value, or see the same exception. No lock
 * is held meanwhile, and other keys are not affected. A load that fails leaves nothing
 * behind. A value that was put while a load was under way wins over the loaded one; a
 * load that was under way when its key was invalidated still answers those who wait for
 * it but is not stored. {@code computeIfAbsent} of {@link #asMap()} is such a load too,
 * which may answer with {@code null}; the other compute methods neither wait for a load
 * nor are waited for.
 * <p>
 * A value that nobody holds and that is not retained may go at the very next collection:
 * a cache without a strong tier shares values between their users but does not keep them
 * between uses. Values that strongly reach their own key pin an entry with a weak key for
 * ever.
 * <p>
 * Safe for use by any number of threads. Keys and values must not be {@code null}.
 *
 * <pre>{@code
 * BufferedImage image = images.get("sunrise.png", name -> decode(folder.resolve(name)));
 * }</pre>
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public interface WeakCache<K, V> extends ManagedCache {

	/**
	 * Set up a cache.
	 * @param name the name by which log, meters and endpoint know the cache
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
	 * The value of a key. Allocates nothing; expected O(1).
	 * @param key the key
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable V getIfPresent(K key);

	/**
	 * The value of a key, loaded on the calling thread if there is none. If somebody else
	 * is loading it, by this method or another one of this interface, waits for that; an
	 * interrupt does not end the wait, but is still set after it.
	 * @param key the key
	 * @param loader gives the value; must not ask this cache for the same key
	 * @return the value
	 * @throws NullLoadException if the loader returns {@code null}
	 * @throws dev.weakref.singleflight.RecursiveComputationException if the loader asks,
	 * itself or through others, for the value it is to give; a cycle between threads is
	 * seen in one cache and between those of one {@link WeakCaches}
	 * @throws RuntimeException whatever the loader throws, as it is
	 */
	V get(K key, Function<? super K, ? extends V> loader);

	/**
	 * The value of a key, loaded in the background if there is none. Never waits. There
	 * is one load for each key, whether it was begun here or by {@link #get}; who calls
	 * that one meanwhile waits for it.
	 * <p>
	 * <strong>The stage must complete.</strong> Until it does, everybody who asks for the
	 * key waits. That is for ever if the stage itself waits, on another thread, for the
	 * value of its own key, which is not seen. {@link #invalidate} lets those who come
	 * then load anew; those who wait already go on waiting.
	 * @param key the key
	 * @param loader begins to load the value, on the calling thread; must not ask this
	 * cache for the same key
	 * @return a new future of the value, which may be cancelled without any effect on
	 * others. It fails with whatever the loader throws or its result fails with, with a
	 * {@link NullLoadException} if either is {@code null}, and with a
	 * {@link dev.weakref.singleflight.RecursiveComputationException} if this thread is
	 * loading the same key
	 */
	CompletableFuture<V> getAsync(K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader);

	/**
	 * The values of several keys; those that are absent are loaded in one go, except for
	 * keys that another thread is loading, whose result is waited for.
	 * @param keys the keys; of those that are the same for this cache the first counts
	 * @param loader gives the values of the absent keys; may give others too, which are
	 * stored as well. Where keys compare by identity, its map must tell them apart too,
	 * as {@link java.util.IdentityHashMap} does
	 * @return a new map from each key to its value, in the order of the keys; where keys
	 * compare by identity, so do those of this map, which are in no particular order
	 * @throws NullLoadException if the loader returns {@code null}, or a map without a
	 * value for each of these keys; the values that it has are stored
	 * @throws RuntimeException whatever the loader throws, as it is
	 */
	Map<K, V> getAll(Iterable<? extends K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader);

	/**
	 * The values of those keys that have one.
	 * @param keys the keys
	 * @return a new map, in the order of the keys; where keys compare by identity, so do
	 * those of this map, which are in no particular order
	 */
	Map<K, V> getAllPresent(Iterable<? extends K> keys);

	/**
	 * Store a value, in place of the one that may be there.
	 * @param key the key
	 * @param value the value
	 */
	void put(K key, V value);

	/**
	 * Store a value if there is none.
	 * @param key the key
	 * @param value the value
	 * @return the value that was there and stays, or {@code null} if this one was stored
	 */
	@Nullable V putIfAbsent(K key, V value);

	/**
	 * Whether there is a value. Neither counts as a hit or miss nor as use of the value,
	 * and does not make it strong.
	 * @param key the key
	 * @return whether {@link #getIfPresent} would find it
	 */
	boolean contains(K key);

	/**
	 * Store several values, one after the other.
	 * @param entries the keys and their values
	 */
	default void putAll(Map<? extends K, ? extends V> entries) {
		entries.forEach(this::put);
	}

	/**
	 * Remove an entry. The value itself lives on where it is held; who asks next loads
	 * anew. A load under way is not stored; one that is just being stored is waited for,
	 * which takes a few instructions.
	 * @param key the key
	 */
	void invalidate(K key);

	/**
	 * {@linkplain #invalidate Remove} several entries, one after the other.
	 * @param keys the keys
	 */
	default void invalidateAll(Iterable<? extends K> keys) {
		keys.forEach(this::invalidate);
	}

	/**
	 * The live entries as a map that writes through. Reading it counts as use of a value,
	 * not as hit or miss. {@code computeIfAbsent} loads as {@link #get} does, but takes
	 * {@code null} for an answer: it stores nothing then, and counts as a failed load;
	 * who waits for it in {@code get} sees a {@link NullLoadException}, who waits in
	 * {@code computeIfAbsent} calls the own function then. The other compute methods run
	 * their function once per call unless a plain write comes between.
	 * @return a view, which holds the cache
	 */
	ConcurrentMap<K, V> asMap();

	/**
	 * The function with its results cached here.
	 * @param function gives the result for an argument
	 * @return a function that asks the cache first
	 */
	default Function<K, V> memoize(Function<? super K, ? extends V> function) {
		return (key) -> get(key, function);
	}

	/**
	 * Call a listener after each collection from now on. The cache holds it strongly, so
	 * it must not reach a key or value of the cache.
	 * @param listener the listener
	 * @return to stop calling it
	 */
	Registration addListener(WeakCacheListener<? super K> listener);

}
