package dev.weakref.cache;

import java.util.function.Function;
import java.util.function.Supplier;

import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Outcome;
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
		return ((claim.isOwn()) ? load(claim, key, loader) : this.tiers.claims.await(claim)).get();
	}

	/**
	 * The same, where {@code null} is an answer, though not for others.
	 */
	@Nullable V loadUnlessNull(K key, Function<? super K, ? extends @Nullable V> loader) {
		while (true) {
			Claim<Outcome<V>> claim = this.tiers.claims.claim(key);
			boolean own = claim.isOwn();
			Outcome<V> outcome = (own) ? load(claim, key, loader) : this.tiers.claims.await(claim);
			if (!this.tiers.isNull(outcome, key)) {
				return outcome.get();
			}
			if (own) {
				return null;
			}
		}
	}

	private Outcome<V> load(Claim<Outcome<V>> claim, K key, Function<? super K, ? extends @Nullable V> loader) {
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
		return outcome;
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
			this.tiers.loaded(System.nanoTime() - start, loaded);
		}
	}

}
