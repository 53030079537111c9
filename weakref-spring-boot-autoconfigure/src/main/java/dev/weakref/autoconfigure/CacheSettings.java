package dev.weakref.autoconfigure;

import java.util.function.Function;

import dev.weakref.autoconfigure.WeakRefProperties.CacheProperties;
import dev.weakref.autoconfigure.WeakRefProperties.Retain;
import dev.weakref.cache.Retention;
import dev.weakref.cache.WeakCacheBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The properties of one cache laid over the defaults.
 *
 * @param own the properties of the cache
 * @param defaults the properties of all caches
 */
record CacheSettings(CacheProperties own, CacheProperties defaults) {

	static CacheSettings of(String name, WeakRefProperties properties) {
		CacheProperties own = properties.getCaches().get(name);
		CacheProperties defaults = properties.getCacheDefaults();
		return new CacheSettings((own != null) ? own : defaults, defaults);
	}

	@Nullable Class<?> keyType() {
		return first(CacheProperties::getKeyType);
	}

	@Nullable Class<?> valueType() {
		return first(CacheProperties::getValueType);
	}

	void applyTo(WeakCacheBuilder<?, ?> builder) {
		apply(first(CacheProperties::getReferences), builder::references);
		apply(first(CacheProperties::getKeyEquality), builder::keyEquality);
		apply(keyType(), builder::keyType);
		apply(valueType(), builder::valueType);
		apply(first(CacheProperties::getExpireAfterWrite), builder::expireAfterWrite);
		apply(retention(), builder::retain);
	}

	private @Nullable Retention retention() {
		if (first(CacheProperties::getRetain) == null
				|| Boolean.FALSE.equals(first((cache) -> retain(cache, Retain::getEnabled)))) {
			return null;
		}
		return new Retention(first((cache) -> retain(cache, Retain::getMaximumSize)),
				first((cache) -> retain(cache, Retain::getExpireAfterAccess)));
	}

	private static <T> @Nullable T retain(CacheProperties cache, Function<Retain, @Nullable T> property) {
		Retain retain = cache.getRetain();
		return (retain != null) ? property.apply(retain) : null;
	}

	private <T> @Nullable T first(Function<CacheProperties, @Nullable T> property) {
		T value = property.apply(this.own);
		return (value != null) ? value : property.apply(this.defaults);
	}

	private static <T> void apply(@Nullable T value, Function<T, ?> setter) {
		if (value != null) {
			setter.apply(value);
		}
	}

}
