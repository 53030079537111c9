package dev.weakref.cache;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

import dev.weakref.cache.LoadObserver.Load;
import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Claims;
import dev.weakref.singleflight.Outcome;
import dev.weakref.singleflight.RecursiveComputationException;
import org.jspecify.annotations.Nullable;

/**
 * Reads absent values from the engine behind a cache, and loads those that the engine
 * does not have.
 * <p>
 * A thread shares the load of another one only if no change was reported since that load
 * began: the key of a claim contains the version.
 */
final class BackedLoading<K, V> extends Loading<K, V> {

	final BackedEntries<K, V> backed;

	/** Reads of the engine by look-ups that have no loader. */
	private final Claims<Outcome<@Nullable V>> reads = new Claims<>(false);

	private final Executor executor;

	private final boolean loadsWhenDown;

	BackedLoading(CacheState<K, V> state, @Nullable LoadObserver observer) {
		super(state, observer);
		this.backed = Objects.requireNonNull(state.backed);
		this.executor = this.backed.spec.executor;
		this.loadsWhenDown = (this.backed.spec.whenDown == BackingSpec.WhenDown.LOAD);
	}

	/**
	 * Returns the value that the engine has.
	 * @return the value, or {@code null} if there is none
	 */
	@Nullable V read(K key) {
		Claim<Outcome<@Nullable V>> claim = claimRead(key);
		if (!claim.isOwn()) {
			return this.reads.await(claim).get();
		}
		Outcome<@Nullable V> outcome;
		try {
			outcome = Outcome.<@Nullable V>of(readIfUp(key, flight(claim).version()).value());
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		this.reads.end(claim, outcome);
		return outcome.get();
	}

	private Claim<Outcome<@Nullable V>> claimRead(K key) {
		try {
			return this.reads.claim(flight(key));
		}
		catch (RecursiveComputationException ex) {
			throw new RecursiveComputationException(key);
		}
	}

	/**
	 * Returns the values that the engine has.
	 */
	Map<K, V> readAll(Map<K, Version> versions) {
		try {
			return (versions.isEmpty()) ? Map.of() : this.backed.readAll(versions);
		}
		catch (RuntimeException ex) {
			if (this.loadsWhenDown) {
				return Map.of();
			}
			throw ex;
		}
	}

	@Override
	Map<K, V> readAll(Collection<Claim<Outcome<V>>> claims) {
		Map<K, Version> versions = new LinkedHashMap<>();
		claims.forEach((claim) -> versions.put(flight(claim).key(), flight(claim).version()));
		return readAll(versions);
	}

	@Override
	Claim<Outcome<V>> claim(K key) {
		try {
			return claims().claim(flight(key));
		}
		catch (RecursiveComputationException ex) {
			throw new RecursiveComputationException(key);
		}
	}

	@Override
	Outcome<V> await(K key, Claim<Outcome<V>> claim) {
		try {
			return super.await(key, claim);
		}
		catch (RecursiveComputationException ex) {
			throw new RecursiveComputationException(key);
		}
	}

	@Override
	V produce(K key, Function<? super K, ? extends @Nullable V> loader, Claim<Outcome<V>> claim) {
		Version version = flight(claim).version();
		Found<V> found = readIfUp(key, version);
		return (found.value() != null) ? found.value() : keep(key, call(key, loader), version, found.isUp());
	}

	@Override
	V store(K key, V value, Claim<Outcome<V>> claim) {
		return keep(key, value, flight(claim).version(), true);
	}

	@Override
	void begin(Claim<Outcome<V>> claim, K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		Version version = flight(claim).version();
		claim.handOver();
		try {
			Load load = prepare(false);
			CompletableFuture.supplyAsync(() -> readIfUp(key, version), this.executor)
				.thenCompose((found) -> (found.value() != null) ? CompletableFuture.completedFuture(found.value())
						: loadAsync(claim, load, key, loader, version, found.isUp()))
				.whenComplete((value, failure) -> {
					claim.take();
					claims().end(claim, (failure == null) ? Outcome.of(value) : Outcome.failed(Outcome.cause(failure)));
				});
		}
		catch (Throwable ex) {
			claim.take();
			claims().end(claim, Outcome.failed(ex));
		}
	}

	private CompletionStage<V> loadAsync(Claim<Outcome<V>> claim, @Nullable Load load, K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader, Version version,
			boolean up) {
		long start = System.nanoTime();
		return stage(load, key, loader).handle((value, failure) -> {
			Outcome<V> outcome = loaded(key, value, failure);
			counted(start, outcome.failure() == null);
			// A handler that asks for the same key gets an exception instead of waiting
			// for itself
			claim.take();
			end(load, outcome.failure());
			claim.handOver();
			return outcome;
		})
			.thenCompose((outcome) -> (outcome.failure() != null) ? CompletableFuture.failedFuture(outcome.failure())
					: CompletableFuture.supplyAsync(() -> keep(key, outcome.get(), version, up), this.executor));
	}

	private CompletionStage<? extends @Nullable V> stage(@Nullable Load load, K key,
			Function<? super K, ? extends @Nullable CompletionStage<? extends @Nullable V>> loader) {
		try {
			CompletionStage<? extends @Nullable V> stage = call(load, () -> loader.apply(key));
			return (stage != null) ? stage : CompletableFuture.completedFuture(null);
		}
		catch (Throwable ex) {
			return CompletableFuture.failedFuture(ex);
		}
	}

	/**
	 * Stores a loaded value, in the engine too if that is up.
	 */
	private V keep(K key, V value, Version version, boolean up) {
		if (!up || (this.loadsWhenDown && this.backed.isFailing())) {
			return this.backed.keepProvisionally(key, value, version);
		}
		try {
			return this.backed.fill(key, value, version);
		}
		catch (RuntimeException ex) {
			if (!this.loadsWhenDown) {
				throw ex;
			}
			return this.backed.keepProvisionally(key, value, this.backed.version(key));
		}
	}

	private Found<V> readIfUp(K key, Version version) {
		try {
			return new Found<>(this.backed.read(key, version), true);
		}
		catch (RuntimeException ex) {
			if (this.loadsWhenDown) {
				return new Found<>(null, false);
			}
			throw ex;
		}
	}

	@SuppressWarnings("unchecked")
	private Flight<K> flight(Claim<?> claim) {
		return (Flight<K>) claim.key();
	}

	private Flight<K> flight(K key) {
		return new Flight<>(key, this.backed.version(key));
	}

	/**
	 * The answer of the engine.
	 *
	 * @param value the value, or {@code null} if the engine has none or cannot be read
	 * @param isUp whether the engine can be read
	 */
	private record Found<V>(@Nullable V value, boolean isUp) {
	}

	/**
	 * The key of a claim. Two are equal if their keys are equal and the same changes had
	 * been reported when their reads or loads began.
	 */
	private record Flight<K>(K key, Version version) {

		@Override
		public boolean equals(Object other) {
			return other instanceof Flight<?> flight && this.key.equals(flight.key)
					&& this.version.isOfSameTime(flight.version);
		}

		@Override
		public int hashCode() {
			return this.key.hashCode();
		}

	}

}
