package dev.weakref.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.cache.LoadObserver.Load;
import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import dev.weakref.singleflight.RecursiveComputationException;
import org.jspecify.annotations.Nullable;

/**
 * Loads absent values, one thread for each key. A load that has not completed does not
 * hold the cache, only its state.
 */
class Loading<K, V> {

	final CacheState<K, V> state;

	private final @Nullable LoadObserver observer;

	Loading(CacheState<K, V> state, @Nullable LoadObserver observer) {
		this.state = state;
		this.observer = observer;
	}

	V load(K key, Function<? super K, ? extends @Nullable V> loader) {
		return outcome(claim(key), key, loader).get();
	}

	/**
	 * Claims the load of a key, or returns the claim of another thread.
	 */
	Claim<Outcome<V>> claim(K key) {
		return claims().claim(key);
	}

	/**
	 * Waits for the load of another thread.
	 */
	Outcome<V> await(K key, Claim<Outcome<V>> claim) {
		return claims().await(claim);
	}

	/**
	 * Loads a value, or returns {@code null} if the loader of this thread returns
	 * {@code null}. If this thread has waited for another one whose loader returned
	 * {@code null}, this thread calls its own loader.
	 */
	@Nullable V loadUnlessNull(K key, Function<? super K, ? extends @Nullable V> loader) {
		while (true) {
			Claim<Outcome<V>> claim = claim(key);
			boolean own = claim.isOwn();
			Outcome<V> outcome = outcome(claim, key, loader);
			if (!(outcome.failure() instanceof NullLoadException ex
					&& ex.isOf(this.state.name(), this.state.keyEquality(), key))) {
				return outcome.get();
			}
			if (own) {
				return null;
			}
		}
	}

	private Outcome<V> outcome(Claim<Outcome<V>> claim, K key, Function<? super K, ? extends @Nullable V> loader) {
		if (!claim.isOwn()) {
			return await(key, claim);
		}
		Outcome<V> outcome;
		try {
			V present = this.state.index.get(key);
			outcome = Outcome.of((present != null) ? present : produce(key, loader, claim));
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		claims().end(claim, outcome);
		return outcome;
	}

	/**
	 * Loads and stores the value of a claimed key.
	 * @return the value to return
	 */
	V produce(K key, Function<? super K, ? extends @Nullable V> loader, Claim<Outcome<V>> claim) {
		return store(key, call(key, loader), claim);
	}

	/**
	 * Returns the values of claimed keys that need not be loaded.
	 */
	Map<K, V> readAll(Collection<Claim<Outcome<V>>> claims) {
		return Map.of();
	}

	V call(K key, Function<? super K, ? extends @Nullable V> loader) {
		return call(false, () -> loader.apply(key), () -> nullLoad(key));
	}

	/**
	 * Calls a loader, and counts, times and observes the call.
	 */
	<T> T call(boolean bulk, Supplier<@Nullable T> loader, Supplier<NullLoadException> nullFailure) {
		Load load = prepare(bulk);
		Throwable failure = null;
		long start = System.nanoTime();
		try {
			T value = call(load, loader);
			if (value == null) {
				throw nullFailure.get();
			}
			return value;
		}
		catch (Throwable ex) {
			failure = ex;
			throw ex;
		}
		finally {
			counted(start, failure == null);
			end(load, failure);
		}
	}

	/**
	 * Prepares the observation of a load.
	 * @return the load, or {@code null} if it is not observed
	 */
	@Nullable Load prepare(boolean bulk) {
		return (this.observer != null) ? this.observer.prepare(this.state.name(), bulk) : null;
	}

	static <T extends @Nullable Object> T call(@Nullable Load load, Supplier<T> loader) {
		return (load != null) ? load.call(loader) : loader.get();
	}

	static void end(@Nullable Load load, @Nullable Throwable failure) {
		if (load != null) {
			load.end(failure);
		}
	}

	/**
	 * Stores a loaded value, unless its key was invalidated meanwhile.
	 * @return the value to return
	 */
	V store(K key, V value, Claim<Outcome<V>> claim) {
		V present = (claim.use()) ? this.state.putIfAbsent(key, value) : null;
		return (present != null) ? present : value;
	}

	/**
	 * Begins a load without waiting for it. The claim is handed over to the thread that
	 * completes the stage.
	 */
	CompletableFuture<V> loadAsync(K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		try {
			Claim<Outcome<V>> claim = claim(key);
			CompletableFuture<V> result = new CompletableFuture<>();
			claim.whenEnded((outcome) -> outcome.complete(result));
			if (claim.isOwn()) {
				begin(claim, key, loader);
			}
			return result;
		}
		catch (RecursiveComputationException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	void begin(Claim<Outcome<V>> claim, K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		long start = System.nanoTime();
		Load load = null;
		try {
			V present = this.state.index.get(key);
			if (present != null) {
				claims().end(claim, Outcome.of(present));
				return;
			}
			load = prepare(false);
			CompletionStage<? extends @Nullable V> stage = call(load, () -> loader.apply(key));
			if (stage == null) {
				complete(claim, key, start, load, loaded(key, null, null));
				return;
			}
			claim.handOver();
			Load observed = load;
			stage.whenComplete((value, failure) -> {
				claim.take();
				complete(claim, key, start, observed, loaded(key, value, failure));
			});
		}
		catch (Throwable ex) {
			complete(claim, key, start, load, loaded(key, null, ex));
		}
	}

	/**
	 * Returns the outcome of a stage.
	 */
	Outcome<V> loaded(K key, @Nullable V value, @Nullable Throwable failure) {
		return (failure != null) ? Outcome.failed(Outcome.cause(failure))
				: (value != null) ? Outcome.of(value) : Outcome.failed(nullLoad(key));
	}

	/**
	 * Ends the observation before it uses the claim: a thread that invalidates the key
	 * waits from then until the claim is ended.
	 */
	private void complete(Claim<Outcome<V>> claim, K key, long start, @Nullable Load load, Outcome<V> loaded) {
		Outcome<V> outcome = loaded;
		try {
			end(load, loaded.failure());
			if (loaded.failure() == null) {
				outcome = Outcome.of(store(key, loaded.get(), claim));
			}
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		counted(start, outcome.failure() == null);
		claims().end(claim, outcome);
	}

	void counted(long start, boolean successful) {
		this.state.loaded(System.nanoTime() - start, successful);
	}

	NullLoadException nullLoad(K key) {
		return new NullLoadException(this.state.name(), key);
	}

	Claims<Outcome<V>> claims() {
		return this.state.claims;
	}

}
