package dev.weakref.cache;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.collection.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Loads what is absent, one thread per key.
 */
final class Loading<K, V> {

	private final CacheState<K, V> state;

	private final IndexedCache<K, V> cache;

	Loading(CacheState<K, V> state, IndexedCache<K, V> cache) {
		this.state = state;
		this.cache = cache;
	}

	V load(K key, Function<? super K, ? extends V> loader) {
		Claim<Outcome<V>> claim = this.state.claims.claim(key);
		if (!claim.isOwn()) {
			return this.state.claims.await(claim).get();
		}
		Outcome<V> outcome = null;
		try {
			V present = this.state.index.get(key);
			outcome = (present != null) ? Outcome.of(present) : Outcome.of(this.cache.storeLoaded(key,
					call(() -> loader.apply(key), () -> new NullLoadException(this.state.name, key)), claim));
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		this.state.claims.end(claim, outcome);
		return outcome.get();
	}

	/**
	 * Call a loader, and count and time the call.
	 */
	<T> T call(Supplier<? extends @Nullable T> loader, Supplier<NullLoadException> refusal) {
		Counters counters = this.state.counters;
		boolean loaded = false;
		long start = System.nanoTime();
		try {
			T value = loader.get();
			if (value == null) {
				throw refusal.get();
			}
			loaded = true;
			return value;
		}
		finally {
			counters.loadNanos.add(System.nanoTime() - start);
			((loaded) ? counters.loads : counters.loadFailures).increment();
		}
	}

}
