package dev.weakref.cache;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.collection.Claim;
import org.jspecify.annotations.Nullable;

/**
 * Finds the values of several keys, and loads those that are absent in one go.
 */
final class BulkLoading<K, V> {

	private final CacheState<K, V> state;

	private final IndexedCache<K, V> cache;

	private final Loading<K, V> loading;

	BulkLoading(CacheState<K, V> state, IndexedCache<K, V> cache, Loading<K, V> loading) {
		this.state = state;
		this.cache = cache;
		this.loading = loading;
	}

	Map<K, V> getAllPresent(Iterable<? extends K> keys) {
		Map<K, V> values = this.state.newMap();
		for (K key : keys) {
			V value = this.cache.getIfPresent(key);
			if (value != null) {
				values.putIfAbsent(key, value);
			}
		}
		return values;
	}

	Map<K, V> getAll(Iterable<? extends K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Map<K, @Nullable V> values = this.state.newMap();
		for (K key : keys) {
			if (values.get(key) == null) {
				values.put(key, this.cache.getIfPresent(key));
			}
		}
		Set<K> absent = Collections.newSetFromMap(this.state.newMap());
		values.forEach((key, value) -> {
			if (value == null) {
				absent.add(key);
			}
		});
		if (!absent.isEmpty()) {
			values.putAll(load(absent, loader));
		}
		return complete(values);
	}

	/**
	 * Claims all it can before it loads, and waits for others only after it has ended its
	 * own claims, so that two bulk loads never wait for each other.
	 */
	private Map<K, V> load(Set<K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Map<K, Claim<Outcome<V>>> own = this.state.newMap();
		Map<K, Claim<Outcome<V>>> others = this.state.newMap();
		Map<K, V> values = this.state.newMap();
		try {
			for (K key : keys) {
				Claim<Outcome<V>> claim = this.state.claims.claim(key);
				((claim.isOwn()) ? own : others).put(key, claim);
			}
			endEach(own, values, (key, claim) -> this.state.index.get(key));
			if (!own.isEmpty()) {
				loadOwn(own, values, loader);
			}
		}
		catch (Throwable ex) {
			own.values().forEach((claim) -> this.state.claims.end(claim, Outcome.failed(ex)));
			throw ex;
		}
		own.forEach((key, claim) -> this.state.claims.end(claim, Outcome.failed(noValue(key))));
		if (!own.isEmpty()) {
			throw noValue(own.keySet().iterator().next());
		}
		others.forEach((key, claim) -> values.put(key, this.state.claims.await(claim).get()));
		return values;
	}

	private void loadOwn(Map<K, Claim<Outcome<V>>> own, Map<K, V> values,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Set<K> absent = Collections.newSetFromMap(this.state.newMap());
		absent.addAll(own.keySet());
		Map<? extends K, ? extends V> loaded = this.loading.call(() -> loader.apply(absent),
				() -> NullLoadException.ofBulk(this.state.name, absent));
		endEach(own, values, (key, claim) -> {
			V value = loaded.get(key);
			return (value != null) ? this.cache.storeLoaded(key, value, claim) : null;
		});
		loaded.forEach((key, value) -> {
			if (value != null && !values.containsKey(key)) {
				this.cache.put(key, value);
			}
		});
	}

	/**
	 * End each claim as soon as its value is there: from when a value is stored until its
	 * claim is ended, who invalidates the key waits.
	 */
	private void endEach(Map<K, Claim<Outcome<V>>> claims, Map<K, V> values,
			BiFunction<K, Claim<Outcome<V>>, @Nullable V> valueOf) {
		for (Iterator<Map.Entry<K, Claim<Outcome<V>>>> entries = claims.entrySet().iterator(); entries.hasNext();) {
			Map.Entry<K, Claim<Outcome<V>>> entry = entries.next();
			K key = entry.getKey();
			Claim<Outcome<V>> claim = entry.getValue();
			V value = valueOf.apply(key, claim);
			if (value != null) {
				this.state.claims.end(claim, Outcome.of(value));
				entries.remove();
				values.put(key, value);
			}
		}
	}

	private NullLoadException noValue(K key) {
		return NullLoadException.ofMissing(this.state.name, key);
	}

	@SuppressWarnings("NullAway") // every key has been loaded by now
	private static <K, V> Map<K, V> complete(Map<K, @Nullable V> values) {
		return values;
	}

}
