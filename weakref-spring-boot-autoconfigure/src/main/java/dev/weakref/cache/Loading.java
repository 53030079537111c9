package dev.weakref.cache;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

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

	Loading(CacheState<K, V> state) {
		this.state = state;
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
	 * Loads a value, or returns {@code null} if this thread's loader does. If the loader
	 * of another thread returned {@code null}, this one loads.
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
		return call(() -> loader.apply(key), () -> nullLoad(key));
	}

	/**
	 * Calls a loader, and counts and times the call.
	 */
	<T> T call(Supplier<? extends @Nullable T> loader, Supplier<NullLoadException> nullFailure) {
		boolean loaded = false;
		long start = System.nanoTime();
		try {
			T value = loader.get();
			if (value == null) {
				throw nullFailure.get();
			}
			loaded = true;
			return value;
		}
		finally {
			counted(start, loaded);
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
		try {
			V present = this.state.index.get(key);
			if (present != null) {
				claims().end(claim, Outcome.of(present));
				return;
			}
			CompletionStage<? extends @Nullable V> stage = loader.apply(key);
			if (stage == null) {
				complete(claim, key, start, null, null);
				return;
			}
			claim.handOver();
			stage.whenComplete((value, failure) -> {
				claim.take();
				complete(claim, key, start, value, failure);
			});
		}
		catch (Throwable ex) {
			complete(claim, key, start, null, ex);
		}
	}

	private void complete(Claim<Outcome<V>> claim, K key, long start, @Nullable V value, @Nullable Throwable failure) {
		Outcome<V> outcome;
		try {
			outcome = (failure != null) ? Outcome.failed(Outcome.cause(failure))
					: (value != null) ? Outcome.of(store(key, value, claim)) : Outcome.failed(nullLoad(key));
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
