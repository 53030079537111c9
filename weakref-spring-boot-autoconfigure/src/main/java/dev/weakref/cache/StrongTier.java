package dev.weakref.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.collection.IdentityKey;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.ReferenceMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds the entries used most strongly. Which those are is Caffeine's job; the index
 * stays the truth about what is in the cache.
 */
final class StrongTier<K, V> {

	private final Caffeine<Object, Object> settings;

	private final KeyEquality keyEquality;

	/**
	 * Made for the first value: that takes Caffeine long enough to be seen at start-up.
	 */
	private volatile @Nullable Cache<Object, Held<V>> retained;

	StrongTier(RetainSpec retention, KeyEquality keyEquality, @Nullable Duration expireAfterWrite,
			LongSupplier ticker) {
		Caffeine<Object, Object> caffeine = Caffeine.newBuilder().executor(Runnable::run).ticker(ticker::getAsLong);
		if (retention.maximumSize() != null) {
			caffeine.maximumSize(retention.maximumSize());
		}
		if (retention.expireAfterAccess() != null) {
			caffeine.expireAfterAccess(retention.expireAfterAccess());
		}
		if (expireAfterWrite != null) {
			caffeine.expireAfterWrite(expireAfterWrite);
		}
		this.settings = caffeine;
		this.keyEquality = keyEquality;
	}

	/**
	 * Note the use of a value.
	 * @return whether it was retained at that moment
	 */
	boolean use(K key, V value) {
		Cache<Object, Held<V>> retained = this.retained;
		Held<V> held = (retained != null) ? retained.getIfPresent(id(key)) : null;
		return held != null && held.value == value;
	}

	/**
	 * Hold a value, and the key that the index has for it.
	 */
	void retain(K key, V value) {
		Cache<Object, Held<V>> retained = this.retained;
		((retained != null) ? retained : make()).put(id(key), new Held<>(key, value));
	}

	/**
	 * Release the value of a key unless the index has the same.
	 */
	void releaseUnlessIn(ReferenceMap<K, V> index, K key) {
		Cache<Object, Held<V>> retained = this.retained;
		if (retained != null) {
			retained.asMap().computeIfPresent(id(key), (id, held) -> (index.get(key) == held.value) ? held : null);
		}
	}

	void clear() {
		Cache<Object, Held<V>> retained = this.retained;
		if (retained != null) {
			retained.invalidateAll();
		}
	}

	long size() {
		Cache<Object, Held<V>> retained = this.retained;
		return (retained != null) ? retained.estimatedSize() : 0;
	}

	void cleanUp() {
		Cache<Object, Held<V>> retained = this.retained;
		if (retained != null) {
			retained.cleanUp();
		}
	}

	private synchronized Cache<Object, Held<V>> make() {
		Cache<Object, Held<V>> retained = this.retained;
		if (retained == null) {
			retained = this.settings.build();
			this.retained = retained;
		}
		return retained;
	}

	private Object id(K key) {
		return (this.keyEquality == KeyEquality.IDENTITY) ? new IdentityKey(key) : key;
	}

	/**
	 * A value and the very key of its entry, which Caffeine may know by an equal one.
	 */
	private record Held<V>(Object key, V value) {
	}

}
