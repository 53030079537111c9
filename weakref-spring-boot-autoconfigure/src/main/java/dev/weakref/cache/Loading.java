package dev.weakref.cache;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
			outcome = (present != null) ? Outcome.of(present) : store(key,
					call(() -> loader.apply(key), () -> new NullLoadException(this.state.name, key)), claim);
		}
		catch (Throwable ex) {
			outcome = Outcome.failed(ex);
		}
		this.state.claims.end(claim, outcome);
		return outcome.get();
	}

	/**
	 * Claims all it can before it loads, and waits for others only after it has ended its
	 * own claims, so that two bulk loads never wait for each other.
	 */
	Map<K, V> loadAll(Set<K> keys, Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Map<K, Claim<Outcome<V>>> own = new LinkedHashMap<>();
		Map<K, Claim<Outcome<V>>> others = new LinkedHashMap<>();
		Map<K, Outcome<V>> outcomes = new LinkedHashMap<>();
		try {
			for (K key : keys) {
				Claim<Outcome<V>> claim = this.state.claims.claim(key);
				((claim.isOwn()) ? own : others).put(key, claim);
			}
			loadOwn(own, outcomes, loader);
		}
		catch (Throwable ex) {
			own.keySet().forEach((key) -> outcomes.putIfAbsent(key, Outcome.failed(ex)));
			throw ex;
		}
		finally {
			own.forEach((key, claim) -> this.state.claims.end(claim, outcome(outcomes, key)));
		}
		Map<K, V> values = new LinkedHashMap<>();
		own.keySet().forEach((key) -> values.put(key, outcome(outcomes, key).get()));
		others.forEach((key, claim) -> values.put(key, this.state.claims.await(claim).get()));
		return values;
	}

	private void loadOwn(Map<K, Claim<Outcome<V>>> own, Map<K, Outcome<V>> outcomes,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Set<K> absent = new LinkedHashSet<>();
		for (K key : own.keySet()) {
			V present = this.state.index.get(key);
			if (present != null) {
				outcomes.put(key, Outcome.of(present));
			}
			else {
				absent.add(key);
			}
		}
		if (absent.isEmpty()) {
			return;
		}
		Map<? extends K, ? extends V> loaded = call(() -> loader.apply(absent),
				() -> NullLoadException.ofBulk(this.state.name, absent));
		for (K key : absent) {
			V value = loaded.get(key);
			Claim<Outcome<V>> claim = own.get(key);
			if (value != null && claim != null) {
				outcomes.put(key, store(key, value, claim));
			}
		}
		loaded.forEach((key, value) -> {
			if (value != null && !own.containsKey(key)) {
				this.cache.put(key, value);
			}
		});
	}

	private Outcome<V> outcome(Map<K, Outcome<V>> outcomes, K key) {
		Outcome<V> outcome = outcomes.get(key);
		return (outcome != null) ? outcome : Outcome.failed(new NullLoadException(this.state.name, key));
	}

	private <T> T call(Supplier<? extends @Nullable T> loader, Supplier<NullLoadException> refusal) {
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

	private Outcome<V> store(K key, V value, Claim<Outcome<V>> claim) {
		return Outcome.of(this.cache.storeLoaded(key, value, claim));
	}

}
