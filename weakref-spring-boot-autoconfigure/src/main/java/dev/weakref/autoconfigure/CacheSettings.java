package dev.weakref.autoconfigure;

import dev.weakref.autoconfigure.WeakRefProperties.CacheProperties;
import dev.weakref.autoconfigure.WeakRefProperties.Retain;
import dev.weakref.cache.Retention;
import dev.weakref.cache.WeakCacheBuilder;
import dev.weakref.collection.KeyEquality;
import dev.weakref.collection.References;
import org.jspecify.annotations.Nullable;

import org.springframework.lang.Contract;

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
		return first(this.own.getKeyType(), this.defaults.getKeyType());
	}

	@Nullable Class<?> valueType() {
		return first(this.own.getValueType(), this.defaults.getValueType());
	}

	void applyTo(WeakCacheBuilder<?, ?> builder) {
		References references = first(this.own.getReferences(), this.defaults.getReferences());
		if (references != null) {
			builder.references(references);
		}
		KeyEquality keyEquality = first(this.own.getKeyEquality(), this.defaults.getKeyEquality());
		if (keyEquality != null) {
			builder.keyEquality(keyEquality);
		}
		Class<?> keyType = keyType();
		if (keyType != null) {
			builder.keyType(keyType);
		}
		Class<?> valueType = valueType();
		if (valueType != null) {
			builder.valueType(valueType);
		}
		builder.expireAfterWrite(first(this.own.getExpireAfterWrite(), this.defaults.getExpireAfterWrite()));
		builder.retain(retention());
	}

	private @Nullable Retention retention() {
		if (this.own.getRetain() == null && this.defaults.getRetain() == null) {
			return null;
		}
		Retain own = first(this.own.getRetain(), new Retain());
		Retain defaults = first(this.defaults.getRetain(), new Retain());
		if (Boolean.FALSE.equals(first(own.getEnabled(), defaults.getEnabled()))) {
			return null;
		}
		return new Retention(first(own.getMaximumSize(), defaults.getMaximumSize()),
				first(own.getExpireAfterAccess(), defaults.getExpireAfterAccess()));
	}

	@Contract("_, !null -> !null")
	private static <T> @Nullable T first(@Nullable T own, @Nullable T inherited) {
		return (own != null) ? own : inherited;
	}

}
