package dev.weakref.boot.autoconfigure;

import java.time.Duration;
import java.util.function.Consumer;

import dev.weakref.WeakRefConfigurationException;
import dev.weakref.boot.autoconfigure.WeakRefProperties.Backing;
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

	private static final Backing NO_BACKING = Backing.valueOf("");

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
		Backing backing = first(properties.backing(), NO_BACKING);
		WeakRefConfigurationException.requirePositive(prefix + ".backing.max-staleness", backing.maxStaleness(),
				duration);
		WeakRefConfigurationException.requirePositive(prefix + ".backing.serve-local-for", backing.serveLocalFor(),
				duration);
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
		builder.expireAfterWrite(expireAfterWrite());
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

	@Nullable Duration expireAfterWrite() {
		return first(this.own.expireAfterWrite(), this.defaults.expireAfterWrite());
	}

	/**
	 * Returns the settings of the engine behind the cache.
	 * @return the settings, or {@code null} if there is no engine
	 */
	@Nullable Backing backing() {
		if (this.own.backing() == null && this.defaults.backing() == null) {
			return null;
		}
		Backing own = first(this.own.backing(), NO_BACKING);
		Backing defaults = first(this.defaults.backing(), NO_BACKING);
		return (Boolean.FALSE.equals(first(own.enabled(), defaults.enabled()))) ? null
				: new Backing(true, first(own.cacheManager(), defaults.cacheManager()),
						first(own.cache(), defaults.cache()), first(own.invalidation(), defaults.invalidation()),
						first(own.maxStaleness(), defaults.maxStaleness()), first(own.whenLost(), defaults.whenLost()),
						first(own.serveLocalFor(), defaults.serveLocalFor()),
						first(own.whenDown(), defaults.whenDown()));
	}

	private static @Nullable Class<?> objectType(@Nullable Class<?> type) {
		return (type != null) ? ClassUtils.resolvePrimitiveIfNecessary(type) : null;
	}

	@Contract("_, !null -> !null")
	private static <T> @Nullable T first(@Nullable T own, @Nullable T inherited) {
		return (own != null) ? own : inherited;
	}

}
