package dev.weakref.cache;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import dev.weakref.suitability.Suitability;
import org.jspecify.annotations.Nullable;

/**
 * Rejects configurations that cannot work.
 */
final class CacheRules {

	private static final String LASTING = "instances of that type are shared by the JVM and never collected, or "
			+ "created for each use and collected at once";

	private static final String POSITIVE_DURATION = "Set a positive duration such as 30s, 5m or 1h, or leave the "
			+ "property out here and in weakref.cache-defaults";

	private CacheRules() {
	}

	static void check(WeakCacheBuilder<?, ?> cache) {
		checkPositive(cache, "expire-after-write", cache.expireAfterWrite, POSITIVE_DURATION);
		if (cache.retention != null) {
			checkRetention(cache, cache.retention);
		}
		if (cache.backing != null && cache.backingSpec != null) {
			checkBacking(cache, cache.backingSpec);
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
			throw new WeakRefConfigurationException(cache.name, "retain", "{ }",
					"a strong tier without a limit would retain every value for ever",
					"Set retain.maximum-size, retain.expire-after-access, or both");
		}
		checkPositive(cache, "retain.maximum-size", maximumSize,
				"Set a number of 1 or more, or retain.enabled to false for a cache that retains nothing");
		checkPositive(cache, "retain.expire-after-access", retention.expireAfterAccess(), POSITIVE_DURATION);
	}

	private static void checkBacking(WeakCacheBuilder<?, ?> cache, BackingSpec backing) {
		if (cache.references != References.WEAK_VALUES) {
			throw new WeakRefConfigurationException(cache.name, "references", cache.references,
					"a cache with a backing finds the entries of the engine by equal keys and holds their values weakly",
					"Set references to weak-values, or leave 'backing' out");
		}
		if (cache.keyEquality != KeyEquality.EQUALS) {
			throw new WeakRefConfigurationException(cache.name, "key-equality", cache.keyEquality,
					"a cache with a backing finds the entries of the engine by equal keys",
					"Set key-equality to equals, or leave 'backing' out");
		}
		checkPositive(cache, "backing.max-staleness", backing.maxStaleness, POSITIVE_DURATION);
		checkPositive(cache, "backing.serve-local-for", backing.serveLocalFor, POSITIVE_DURATION);
		if (backing.channel == null && backing.maxStaleness == null) {
			throw new WeakRefConfigurationException(cache.name, "backing.max-staleness", null,
					"nothing tells the cache of changes of the engine, so it would return an old value for ever",
					"Set backing.max-staleness to the time for which an old value may be returned, such as 2s");
		}
	}

	private static void checkPositive(WeakCacheBuilder<?, ?> cache, String property, @Nullable Object value,
			String remedy) {
		String reason = WeakRefConfigurationException.whyNotPositive(value);
		if (reason != null) {
			throw new WeakRefConfigurationException(cache.name, property, value, reason, remedy);
		}
	}

	private static void checkWeakValues(WeakCacheBuilder<?, ?> cache, Class<?> valueType) {
		if (isUnfitValue(valueType)) {
			throw new WeakRefConfigurationException(cache.name, "value-type", valueType,
					LASTING + ", so a " + cache.references + " cache of them is either a leak or empty",
					remedy(References.WEAK_KEYS, cache.keyType != null && isUnfitKey(cache.keyType),
							"cache an object that has a life of its own"));
		}
	}

	private static void checkWeakKeys(WeakCacheBuilder<?, ?> cache, Class<?> keyType) {
		if (isUnfitKey(keyType)) {
			throw new WeakRefConfigurationException(cache.name, "key-type", keyType,
					LASTING + ", so a " + cache.references
							+ " cache keeps entries for ever or loses them while they are in use",
					remedy(References.WEAK_VALUES, cache.valueType != null && isUnfitValue(cache.valueType),
							"let the key be an object that has a life of its own"));
		}
	}

	/**
	 * Recommends the other side to be weak, unless that cannot work either.
	 */
	private static String remedy(References otherMode, boolean otherIsUnfit, String alternative) {
		return (otherIsUnfit) ? "Use a cache with strong keys and values, or " + alternative
				: "Set references to " + otherMode + ", or " + alternative;
	}

	private static void checkIdentity(WeakCacheBuilder<?, ?> cache, Class<?> keyType) {
		if (keyType == String.class || isPrimitive(keyType)) {
			throw new WeakRefConfigurationException(cache.name, "key-equality", cache.keyEquality,
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
	 * Returns whether a type cannot be a weak key. {@code Class} can: its entry is
	 * removed after the class loader is collected.
	 */
	private static boolean isUnfitKey(Class<?> type) {
		return isPrimitive(type) || Enum.class.isAssignableFrom(type);
	}

	private static boolean isPrimitive(Class<?> type) {
		return type.isPrimitive() || Suitability.isBoxed(type);
	}

}
