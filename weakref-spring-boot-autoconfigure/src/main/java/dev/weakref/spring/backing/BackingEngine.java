package dev.weakref.spring.backing;

import java.time.Duration;

import dev.weakref.Internal;
import dev.weakref.WeakRefConfigurationException;
import dev.weakref.cache.Backing;
import dev.weakref.cache.InvalidationChannel;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;

/**
 * A kind of engine whose caches can stand behind weak caches, and whose changes it can
 * report.
 *
 * @hidden
 */
@Internal
public interface BackingEngine {

	/**
	 * Returns the name of the engine in the endpoint.
	 * @return the name
	 */
	String name();

	/**
	 * Returns the name of its channel in the configuration.
	 * @return the name
	 */
	String invalidation();

	/**
	 * Returns whether a cache is one of this engine.
	 * @param cache the cache
	 * @return whether it is
	 */
	boolean owns(Cache cache);

	/**
	 * Returns a cache of this engine as a backing.
	 * @param cache the cache
	 * @param use the weak cache in front of it
	 * @return the backing
	 * @throws WeakRefConfigurationException if the cache cannot stand behind a weak cache
	 */
	Backing<Object, Object> backing(Cache cache, Use use);

	/**
	 * Returns the channel that reports the changes of a cache.
	 * @param cache the cache
	 * @param use the weak cache in front of it
	 * @return the channel
	 * @throws WeakRefConfigurationException if the changes cannot be reported
	 */
	InvalidationChannel channel(Cache cache, Use use);

	/**
	 * A weak cache in front of an engine.
	 *
	 * @param name its name
	 * @param valueType the type of its values, or {@code null}
	 * @param maxStaleness how long a change may go unnoticed
	 * @param expireAfterWrite how long it uses a value, or {@code null}
	 */
	record Use(String name, @Nullable Class<?> valueType, Duration maxStaleness, @Nullable Duration expireAfterWrite) {

		/**
		 * Returns whether {@code null} can be a value: a cache with a value type has no
		 * object to stand for it.
		 * @return whether it can
		 */
		public boolean hasNulls() {
			return this.valueType == null || this.valueType == Object.class;
		}

		/**
		 * Returns an exception about the configuration.
		 * @param key the key below {@code backing}, or an empty string
		 * @param value its value, or {@code null}
		 * @param reason the reason, as a clause
		 * @param remedy the remedy, in the imperative
		 * @return the exception
		 */
		public WeakRefConfigurationException refused(String key, @Nullable Object value, String reason, String remedy) {
			return new WeakRefConfigurationException(this.name, (key.isEmpty()) ? "backing" : "backing." + key, value,
					reason, remedy);
		}

	}

}
