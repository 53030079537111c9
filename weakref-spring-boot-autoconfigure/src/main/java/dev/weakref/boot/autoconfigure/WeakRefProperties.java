package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import dev.weakref.cache.BackingSpec.WhenDown;
import dev.weakref.cache.BackingSpec.WhenLost;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.suitability.LastingObjects;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * The properties under {@code weakref} in the configuration of an application.
 *
 * @param cacheDefaults Settings of all caches; each cache can override them.
 * @param caches Weak caches by name; each becomes a bean of that name.
 * @param cacheManager Settings of the weak caches as a manager of Spring's cache
 * abstraction.
 * @param callbacks Settings of user code that runs after a collection.
 * @param finalizers Settings of finalizers.
 * @param beans Settings of tracked beans.
 * @param observations Settings of observations.
 */
@ConfigurationProperties(prefix = "weakref", ignoreUnknownFields = false)
public record WeakRefProperties(@DefaultValue CacheProperties cacheDefaults,
		@DefaultValue Map<String, CacheProperties> caches, @DefaultValue CacheManager cacheManager,
		@DefaultValue Callbacks callbacks, @DefaultValue Finalizers finalizers, @DefaultValue Beans beans,
		@DefaultValue Observations observations) {

	/**
	 * Settings of the weak caches as a manager of Spring's cache abstraction.
	 *
	 * @param defaultManager Whether annotations such as Cacheable use the weak caches
	 * where no manager is named. Replaces the manager that Spring Boot would create, but
	 * not one that the application has.
	 */
	public record CacheManager(@Name("default") @DefaultValue("false") boolean defaultManager) {
	}

	/**
	 * Settings of user code that runs after a collection.
	 *
	 * @param executor Where callbacks run: 'reaper' for the one thread that also drains,
	 * one callback after the other; 'virtual-threads' for a virtual thread each, on Java
	 * 21 and later; or the name of a bean of type Executor.
	 * @param slowThreshold How long a callback may take before it is reported in the log.
	 * @param waitThreshold How long a callback may wait, its run included, before the
	 * health check is down.
	 * @param lastingObjects Whether callbacks and finalizers of objects that are never
	 * collected, such as boxed numbers and enum constants, are refused ('refuse'), logged
	 * once for each type ('warn') or allowed ('allow'). Unless they are allowed, such an
	 * object is also logged, once for each type, when it is registered or owns a
	 * receiver.
	 */
	public record Callbacks(@DefaultValue("reaper") String executor, @DefaultValue("100ms") Duration slowThreshold,
			@DefaultValue("5m") Duration waitThreshold, @DefaultValue("refuse") LastingObjects lastingObjects) {
	}

	/**
	 * Settings of finalizers.
	 *
	 * @param runOnClose Whether to run the finalizers of objects that are still live when
	 * the application context is closed.
	 * @param closeTimeout How long the close of the application context waits for
	 * finalizers.
	 */
	public record Finalizers(@DefaultValue("true") boolean runOnClose, @DefaultValue("10s") Duration closeTimeout) {
	}

	/**
	 * Settings of tracked beans.
	 *
	 * @param track Beans to track, of those that do not live as long as the application
	 * context: packages, such as 'com.example.orders' with all below it; types, such as
	 * 'com.example.orders.Basket', a class or interface; and scopes, such as
	 * 'scope:session'. A bean is tracked if one of them fits.
	 */
	public record Beans(@DefaultValue List<String> track) {
	}

	/**
	 * Settings of observations.
	 *
	 * @param enabled Whether each load of a weak cache is a Micrometer observation, named
	 * weakref.cache.load, if the application has an ObservationRegistry.
	 */
	public record Observations(@DefaultValue("false") boolean enabled) {
	}

	/**
	 * Settings of a weak cache.
	 *
	 * @param keyType Type of the keys. Together with 'value-type' it makes the bean
	 * injectable by its generic type. A mode that cannot work with it is refused.
	 * @param valueType Type of the values. Together with 'key-type' it makes the bean
	 * injectable by its generic type. A mode that cannot work with it is refused.
	 * @param references Which side of an entry is weak. With 'weak-values' (the default)
	 * a value can be found by its key while it is held elsewhere. With 'weak-keys' a
	 * value belongs to its key object and is removed with it; it must not refer to the
	 * key. With 'weak-keys-and-values' an entry is removed when either is collected. With
	 * 'soft-values' values stay until the JVM is short of memory.
	 * @param keyEquality When two keys are the same: 'equals' (the default) by their
	 * equals method, 'identity' if they are the same object. With weak keys, 'equals'
	 * finds an entry by any equal key but removes it together with the key object it was
	 * stored under; 'identity' attaches a value to one object.
	 * @param retain Settings of the strong tier of a cache.
	 * @param expireAfterWrite How long a value is valid after it was stored. It is loaded
	 * again afterwards, even if it is still held elsewhere. Without it values do not
	 * expire.
	 * @param backing Settings of the engine behind a cache, such as Redis. The block
	 * makes the cache a near cache of it, also if it is empty.
	 * @param statistics Whether to count look-ups, stored values and loads; true unless
	 * set. Without it a hit takes less time, and the meters of these counts are absent.
	 */
	public record CacheProperties(@Nullable Class<?> keyType, @Nullable Class<?> valueType,
			@Nullable References references, @Nullable KeyEquality keyEquality, @Nullable Retain retain,
			@Nullable Duration expireAfterWrite, @Nullable Backing backing, @Nullable Boolean statistics) {
	}

	/**
	 * Settings of the strong tier of a cache.
	 *
	 * @param enabled Whether the cache has a strong tier. Without it, a cache with a
	 * limit has one. Set it to false for a cache without a strong tier if the defaults
	 * set a limit.
	 * @param maximumSize How many entries the strong tier holds at most. They survive
	 * collections while they are not held elsewhere.
	 * @param expireAfterAccess How long the strong tier holds an entry after its last
	 * use.
	 */
	public record Retain(@Nullable Boolean enabled, @Nullable Long maximumSize, @Nullable Duration expireAfterAccess) {
	}

	/**
	 * Settings of the engine behind a cache.
	 *
	 * @param enabled Whether the cache is in front of an engine. Set it to false for a
	 * cache without an engine if the defaults have a backing.
	 * @param cache Name of the engine's cache. Without it, the name of the weak cache.
	 * @param cacheManager Name of the CacheManager bean that has the engine's cache.
	 * Without it, the only other CacheManager than the weak one, or the primary one.
	 * @param invalidation How the cache learns of changes that other processes make:
	 * 'auto' (the default) as the engine can, 'redis-tracking', 'hazelcast', 'none' for
	 * not at all, so that a local value is used for max-staleness only, or the name of a
	 * bean of type InvalidationChannel.
	 * @param maxStaleness How long a change in the engine may go unnoticed here; 2s
	 * unless set. Required with 'none'.
	 * @param whenLost How to answer while changes may go unnoticed: 'bypass' (the
	 * default) reads the engine each time, 'serve-local' returns the values of this
	 * process for a limited time.
	 * @param serveLocalFor How long 'serve-local' holds; 30s unless set.
	 * @param whenDown How to answer a look-up while the engine fails: 'fail' (the
	 * default) throws the exception of the engine, 'load' calls the loader and keeps its
	 * value in this process for max-staleness.
	 */
	public record Backing(@Nullable Boolean enabled, @Nullable String cacheManager, @Nullable String cache,
			@Nullable String invalidation, @Nullable Duration maxStaleness, @Nullable WhenLost whenLost,
			@Nullable Duration serveLocalFor, @Nullable WhenDown whenDown) {

		/**
		 * Returns the settings for the text of an empty block, or of {@code true} or
		 * {@code false}.
		 * @param text the text
		 * @return the settings
		 * @throws IllegalArgumentException for any other text
		 */
		public static Backing valueOf(String text) {
			if (!text.isEmpty() && !text.equals("true") && !text.equals("false")) {
				throw new IllegalArgumentException("'backing' has keys of its own, such as cache-manager and cache");
			}
			return new Backing((text.isEmpty()) ? null : Boolean.valueOf(text), null, null, null, null, null, null,
					null);
		}

	}

}
