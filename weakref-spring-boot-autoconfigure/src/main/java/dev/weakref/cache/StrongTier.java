package dev.weakref.cache;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weakref.collection.IdentityKey;
import dev.weakref.collection.KeyEquality;
import org.jspecify.annotations.Nullable;

/**
 * Holds the entries used most strongly. Which those are is Caffeine's job; the index
 * stays the truth about what is in the cache.
 */
final class StrongTier<K, V> {

	private final Cache<Object, V> retained;

	private final KeyEquality keyEquality;

	StrongTier(Retention retention, KeyEquality keyEquality, @Nullable Duration expireAfterWrite, LongSupplier ticker) {
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
		this.retained = caffeine.build();
		this.keyEquality = keyEquality;
	}

	/**
	 * Note the use of a value.
	 * @return whether it was retained at that moment
	 */
	boolean use(K key, V value) {
		return this.retained.getIfPresent(id(key)) == value;
	}

	void retain(K key, V value) {
		this.retained.put(id(key), value);
	}

	void release(K key) {
		this.retained.invalidate(id(key));
	}

	/**
	 * Release a value, but not another one that has taken its place.
	 */
	void release(K key, V value) {
		this.retained.asMap().computeIfPresent(id(key), (id, present) -> (present != value) ? present : null);
	}

	void clear() {
		this.retained.invalidateAll();
	}

	long size() {
		return this.retained.estimatedSize();
	}

	void cleanUp() {
		this.retained.cleanUp();
	}

	private Object id(K key) {
		return (this.keyEquality == KeyEquality.IDENTITY) ? new IdentityKey(key) : key;
	}

}
