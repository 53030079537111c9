package dev.weakref.cache;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.collection.Claim;
import dev.weakref.collection.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Loads what is absent, one thread per key.
 */
final class Loading<K, V> {

	private final Tiers<K, V> tiers;

	Loading(Tiers<K, V> tiers) {
		this.tiers = tiers;
	}

	V load(K key, Function<? super K, ? extends @Nullable V> loader) {
		Claim<Outcome<V>> claim = this.tiers.claims.claim(key);
		if (!claim.isOwn()) {
			return this.tiers.claims.await(claim).get();
		}
		Outcome<V> outcome = null;
		try {
			V present = this.tiers.index.get(key);
			outcome = (present != null) ? Outcome.of(present) : Outcome.of(this.tiers.storeLoaded(key,
					call(() -> loader.apply(key), () -> new NullLoadException(this.tiers.name, key)), claim));
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		this.tiers.claims.end(claim, outcome);
		return outcome.get();
	}

	/**
	 * The same, where {@code null} is an answer.
	 */
	@Nullable V loadUnlessNull(K key, Function<? super K, ? extends @Nullable V> loader) {
		try {
			return load(key, loader);
		}
		catch (NullLoadException ex) {
			if (ex.isOf(this.tiers.name, key)) {
				return null;
			}
			throw ex;
		}
	}

	/**
	 * Call a loader, and count and time the call.
	 */
	<T> T call(Supplier<? extends @Nullable T> loader, Supplier<NullLoadException> refusal) {
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
			this.tiers.counters.loaded(System.nanoTime() - start, loaded);
		}
	}

}
