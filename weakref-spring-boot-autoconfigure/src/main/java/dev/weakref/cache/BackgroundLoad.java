package dev.weakref.cache;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Outcome;
import dev.weakref.singleflight.RecursiveComputationException;
import org.jspecify.annotations.Nullable;

/**
 * Loads one value without waiting for it: the thread that begins hands its claim over to
 * the one that has the value.
 */
final class BackgroundLoad<K, V> {

	private final long start = System.nanoTime();

	private final Tiers<K, V> tiers;

	private final K key;

	BackgroundLoad(Tiers<K, V> tiers, K key) {
		this.tiers = tiers;
		this.key = key;
	}

	CompletableFuture<V> begin(Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		try {
			Claim<Outcome<V>> claim = this.tiers.claims.claim(this.key);
			CompletableFuture<V> result = new CompletableFuture<>();
			claim.whenEnded((outcome) -> outcome.complete(result));
			if (claim.isOwn()) {
				begin(claim, loader);
			}
			return result;
		}
		catch (RecursiveComputationException ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	private void begin(Claim<Outcome<V>> claim,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		try {
			V present = this.tiers.index.get(this.key);
			if (present != null) {
				this.tiers.claims.end(claim, Outcome.of(present));
				return;
			}
			CompletionStage<? extends @Nullable V> stage = loader.apply(this.key);
			if (stage == null) {
				end(claim, null, null);
				return;
			}
			claim.handOver();
			stage.whenComplete((value, failure) -> {
				claim.take();
				end(claim, value, failure);
			});
		}
		catch (Throwable ex) {
			end(claim, null, ex);
		}
	}

	private void end(Claim<Outcome<V>> claim, @Nullable V value, @Nullable Throwable failure) {
		Outcome<V> outcome = outcome(claim, value, failure);
		this.tiers.loaded(System.nanoTime() - this.start, outcome.failure() == null);
		this.tiers.claims.end(claim, outcome);
	}

	private Outcome<V> outcome(Claim<?> claim, @Nullable V value, @Nullable Throwable failure) {
		if (failure != null) {
			return Outcome.failed(Outcome.cause(failure));
		}
		if (value == null) {
			return Outcome.failed(new NullLoadException(this.tiers.name, this.key));
		}
		try {
			return Outcome.of(this.tiers.storeLoaded(this.key, value, claim));
		}
		catch (Throwable ex) {
			return Outcome.failed(ex);
		}
	}

}
