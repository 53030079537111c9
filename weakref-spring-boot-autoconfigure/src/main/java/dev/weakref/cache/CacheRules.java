package dev.weakref.cache;

import java.time.Duration;
import java.util.Set;

import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what cannot work.
 */
final class CacheRules {

	private static final String LASTING = "instances of that type are shared by the JVM and never collected, or made "
			+ "anew each time and collected at once";

	private CacheRules() {
	}

	static void check(WeakCacheBuilder<?, ?> cache) {
		checkPositive(cache, "expire-after-write", cache.expireAfterWrite);
		if (cache.retention != null) {
			checkRetention(cache, cache.retention);
		}
		if (cache.valueType != null && cache.references != References.WEAK_KEYS) {
			checkWeakValues(cache, cache.valueType);
		}
		if (cache.keyType != null && cache.keyEquality == KeyEquality.IDENTITY) {
			checkIdentity(cache, cache.keyType);
		}
		if (cache.keyType != null && hasWeakKeys(cache)) {
			checkWeakKeys(cache, cache.keyType);
		}
	}

	private static void checkRetention(WeakCacheBuilder<?, ?> cache, RetainSpec retention) {
		Long maximumSize = retention.maximumSize();
		if (maximumSize == null && retention.expireAfterAccess() == null) {
			throw new CacheConfigurationException(cache.name, "retain", "{ }",
					"a strong tier without a limit would retain every value for ever",
					"Set retain.maximum-size, retain.expire-after-access, or both");
		}
		if (maximumSize != null && maximumSize <= 0) {
			throw new CacheConfigurationException(cache.name, "retain.maximum-size", maximumSize,
					"the number of retained entries must be positive",
					"Set a number of 1 or more, or retain.enabled to false for a cache that retains nothing");
		}
		checkPositive(cache, "retain.expire-after-access", retention.expireAfterAccess());
	}

	private static void checkPositive(WeakCacheBuilder<?, ?> cache, String property, @Nullable Duration duration) {
		if (duration != null && (duration.isNegative() || duration.isZero())) {
			throw new CacheConfigurationException(cache.name, property, duration, "the duration must be positive",
					"Set a positive duration such as 30s, 5m or 1h, or leave the property out here and in "
							+ "weakref.cache-defaults");
		}
	}

	private static void checkWeakValues(WeakCacheBuilder<?, ?> cache, Class<?> valueType) {
		if (isUnfitValue(valueType)) {
			throw new CacheConfigurationException(cache.name, "value-type", valueType,
					LASTING + ", so a " + cache.references + " cache of them is either a leak or empty",
					remedy(References.WEAK_KEYS, cache.keyType != null && isUnfitKey(cache.keyType),
							"cache an object that has a life of its own"));
		}
	}

	private static void checkWeakKeys(WeakCacheBuilder<?, ?> cache, Class<?> keyType) {
		if (isUnfitKey(keyType)) {
			throw new CacheConfigurationException(cache.name, "key-type", keyType,
					LASTING + ", so a " + cache.references
							+ " cache keeps entries for ever or loses them while they are in use",
					remedy(References.WEAK_VALUES, cache.valueType != null && isUnfitValue(cache.valueType),
							"let the key be an object that has a life of its own"));
		}
	}

	/**
	 * Advises the other side to be weak, unless that one could not work either.
	 */
	private static String remedy(References otherMode, boolean otherIsUnfit, String alternative) {
		return (otherIsUnfit) ? "Use a cache with strong keys and values, or " + alternative
				: "Set references to " + otherMode + ", or " + alternative;
	}

	private static void checkIdentity(WeakCacheBuilder<?, ?> cache, Class<?> keyType) {
		if (keyType == String.class || isPrimitive(keyType)) {
			throw new CacheConfigurationException(cache.name, "key-equality", cache.keyEquality,
					"two equal keys of type " + keyType.getName() + " are rarely the same object, so look-ups by "
							+ "identity would miss",
					hasWeakKeys(cache) ? "Set key-equality to equals and references to weak-values"
							: "Set key-equality to equals");
		}
	}

	private static boolean hasWeakKeys(WeakCacheBuilder<?, ?> cache) {
		return cache.references == References.WEAK_KEYS || cache.references == References.WEAK_KEYS_AND_VALUES;
	}

	private static boolean isUnfitValue(Class<?> type) {
		return isUnfitKey(type) || type == Class.class;
	}

	/**
	 * A class may be a weak key: what belongs to it then goes with its class loader.
	 */
	private static boolean isUnfitKey(Class<?> type) {
		return isPrimitive(type) || Enum.class.isAssignableFrom(type);
	}

	private static boolean isPrimitive(Class<?> type) {
		return type.isPrimitive() || Suitability.isBoxed(type);
	}

}
