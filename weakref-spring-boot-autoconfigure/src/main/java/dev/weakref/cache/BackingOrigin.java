package dev.weakref.cache;

import org.jspecify.annotations.Nullable;

/**
 * The names of the engine behind a cache.
 *
 * @param cacheManager the name of the bean that has the engine's cache, or {@code null}
 * @param cache the name of the engine's cache
 * @param engine the kind of engine, such as {@code redis}
 * @param invalidation the kind of channel, such as {@code redis-tracking}, or
 * {@code none}
 */
public record BackingOrigin(@Nullable String cacheManager, String cache, String engine, String invalidation) {
}
