package dev.weakref.cache;

import java.util.Collections;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.weakref.singleflight.Claim;
import dev.weakref.singleflight.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * Returns the values of several keys, and loads the absent ones in one call.
 */
final class BulkLoading<K, V> {

	private final IndexedCache<K, V> cache;

	private final Loading<K, V> loading;

	BulkLoading(IndexedCache<K, V> cache, Loading<K, V> loading) {
		this.cache = cache;
		this.loading = loading;
	}

	Map<K, V> getAll(Iterable<? extends K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Map<K, @Nullable V> values = this.cache.newMap();
		for (K key : keys) {
			if (values.get(key) == null) {
				values.put(key, this.cache.lookUp(key));
			}
		}
		Set<K> absent = Collections.newSetFromMap(this.cache.newMap());
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
	 * Claims all keys that are free before it loads, and waits for other threads only
	 * after it has ended its own claims: so two bulk loads never wait for each other.
	 */
	private Map<K, V> load(Set<K> keys,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Map<K, Claim<Outcome<V>>> own = this.cache.newMap();
		Map<K, Claim<Outcome<V>>> others = this.cache.newMap();
		Map<K, V> values = this.cache.newMap();
		try {
			for (K key : keys) {
				Claim<Outcome<V>> claim = this.loading.claim(key);
				((claim.isOwn()) ? own : others).put(key, claim);
			}
			endEach(own, values, (key, claim) -> this.cache.index.get(key));
			Map<K, V> read = (own.isEmpty()) ? Map.of() : this.loading.readAll(own.values());
			endEach(own, values, (key, claim) -> read.get(key));
			if (!own.isEmpty()) {
				loadOwn(own, values, loader);
			}
		}
		catch (Throwable ex) {
			own.values().forEach((claim) -> this.cache.claims.end(claim, Outcome.failed(ex)));
			throw ex;
		}
		own.forEach((key, claim) -> this.cache.claims.end(claim, Outcome.failed(noValue(key))));
		if (!own.isEmpty()) {
			throw noValue(own.keySet().iterator().next());
		}
		others.forEach((key, claim) -> values.put(key, this.loading.await(key, claim).get()));
		return values;
	}

	private void loadOwn(Map<K, Claim<Outcome<V>>> own, Map<K, V> values,
			Function<? super Set<? extends K>, ? extends Map<? extends K, ? extends V>> loader) {
		Set<K> absent = Collections.newSetFromMap(this.cache.newMap());
		absent.addAll(own.keySet());
		Map<? extends K, ? extends V> loaded = this.loading.call(true, () -> loader.apply(absent),
				() -> NullLoadException.ofBulk(this.cache.name(), absent));
		endEach(own, values, (key, claim) -> {
			V value = loaded.get(key);
			return (value != null) ? this.loading.store(key, value, claim) : null;
		});
		loaded.forEach((key, value) -> {
			if (value != null && !values.containsKey(key)) {
				this.cache.putLoaded(key, value);
			}
		});
	}

	/**
	 * Ends each claim as soon as its value is stored, because a thread that invalidates
	 * the key waits from then until the claim is ended.
	 */
	private void endEach(Map<K, Claim<Outcome<V>>> claims, Map<K, V> values,
			BiFunction<K, Claim<Outcome<V>>, @Nullable V> valueOf) {
		for (Iterator<Map.Entry<K, Claim<Outcome<V>>>> entries = claims.entrySet().iterator(); entries.hasNext();) {
			Map.Entry<K, Claim<Outcome<V>>> entry = entries.next();
			K key = entry.getKey();
			Claim<Outcome<V>> claim = entry.getValue();
			V value = valueOf.apply(key, claim);
			if (value != null) {
				this.cache.claims.end(claim, Outcome.of(value));
				entries.remove();
				values.put(key, value);
			}
		}
	}

	private NullLoadException noValue(K key) {
		return NullLoadException.ofMissing(this.cache.name(), key);
	}

	@SuppressWarnings("NullAway") // every key has a value by now
	static <K, V> Map<K, V> complete(Map<K, @Nullable V> values) {
		return values;
	}

}
