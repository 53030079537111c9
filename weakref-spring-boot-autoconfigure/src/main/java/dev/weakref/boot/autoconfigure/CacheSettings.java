package dev.weakref.boot.autoconfigure;

import java.util.function.Consumer;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.boot.autoconfigure.WeakRefProperties.CacheProperties;
import dev.weakref.boot.autoconfigure.WeakRefProperties.Retain;
import dev.weakref.cache.RetainSpec;
import dev.weakref.cache.WeakCacheBuilder;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.lang.Contract;
import org.springframework.util.ClassUtils;

/**
 * The properties of one cache, and the defaults for those that are not set.
 *
 * @param own the properties of the cache
 * @param defaults the properties of all caches
 */
record CacheSettings(CacheProperties own, CacheProperties defaults) {

	private static final Retain NONE = new Retain(null, null, null);

	static CacheSettings of(String name, WeakRefProperties properties) {
		CacheProperties own = properties.caches().get(name);
		CacheProperties defaults = properties.cacheDefaults();
		return new CacheSettings((own != null) ? own : defaults, defaults);
	}

	/**
	 * Refuses sizes and durations that no cache can have.
	 * @param properties the properties of some caches
	 * @param prefix the key they are below
	 * @throws WeakRefConfigurationException if a size or a duration is not positive
	 */
	static void check(CacheProperties properties, String prefix) {
		String duration = "Set a positive duration such as 30s, 5m or 1h, or leave the property out";
		WeakRefConfigurationException.requirePositive(prefix + ".expire-after-write", properties.expireAfterWrite(),
				duration);
		Retain retain = first(properties.retain(), NONE);
		WeakRefConfigurationException.requirePositive(prefix + ".retain.expire-after-access",
				retain.expireAfterAccess(), duration);
		WeakRefConfigurationException.requirePositive(prefix + ".retain.maximum-size", retain.maximumSize(),
				"Set a number of 1 or more, or leave 'retain' out for caches that retain nothing");
	}

	@Nullable Class<?> keyType() {
		return objectType(first(this.own.keyType(), this.defaults.keyType()));
	}

	@Nullable Class<?> valueType() {
		return objectType(first(this.own.valueType(), this.defaults.valueType()));
	}

	void applyTo(WeakCacheBuilder<?, ?> builder) {
		PropertyMapper map = PropertyMapper.get();
		map.from(first(this.own.references(), this.defaults.references())).to(builder::references);
		map.from(first(this.own.keyEquality(), this.defaults.keyEquality())).to(builder::keyEquality);
		map.from(keyType()).to(builder::keyType);
		map.from(valueType()).to(builder::valueType);
		map.from(first(this.own.statistics(), this.defaults.statistics())).to(builder::statistics);
		builder.expireAfterWrite(first(this.own.expireAfterWrite(), this.defaults.expireAfterWrite()));
		builder.retain(retain());
	}

	private @Nullable Consumer<RetainSpec> retain() {
		if (this.own.retain() == null && this.defaults.retain() == null) {
			return null;
		}
		Retain own = first(this.own.retain(), NONE);
		Retain defaults = first(this.defaults.retain(), NONE);
		if (Boolean.FALSE.equals(first(own.enabled(), defaults.enabled()))) {
			return null;
		}
		return (tier) -> {
			PropertyMapper map = PropertyMapper.get();
			map.from(first(own.maximumSize(), defaults.maximumSize())).to(tier::maximumSize);
			map.from(first(own.expireAfterAccess(), defaults.expireAfterAccess())).to(tier::expireAfterAccess);
		};
	}

	private static @Nullable Class<?> objectType(@Nullable Class<?> type) {
		return (type != null) ? ClassUtils.resolvePrimitiveIfNecessary(type) : null;
	}

	@Contract("_, !null -> !null")
	private static <T> @Nullable T first(@Nullable T own, @Nullable T inherited) {
		return (own != null) ? own : inherited;
	}

}
