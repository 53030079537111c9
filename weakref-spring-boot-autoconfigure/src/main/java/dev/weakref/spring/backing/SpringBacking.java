package dev.weakref.spring.backing;

import dev.weakref.Internal;
import dev.weakref.cache.Backing;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.Cache.ValueWrapper;

/**
 * Any cache of Spring's cache abstraction as a backing. It does not show stored bytes, so
 * {@code equals} decides whether a value has changed. A stored {@code null} is a
 * {@link StoredNull}.
 *
 * @hidden
 */
@Internal
public final class SpringBacking implements Backing<Object, Object> {

	private final Cache cache;

	private final BackingEngine.Use use;

	/**
	 * Creates a backing.
	 * @param cache the cache of the engine
	 * @param use the weak cache in front of it
	 */
	public SpringBacking(Cache cache, BackingEngine.Use use) {
		this.cache = cache;
		this.use = use;
	}

	@Override
	public @Nullable Entry<Object> read(Object key) {
		return entry(this.cache.get(key));
	}

	@Override
	public Entry<Object> write(Object key, Object value) {
		this.cache.put(key, valueOf(value));
		return Entry.of(value);
	}

	@Override
	public Entry<Object> writeIfAbsent(Object key, Object value) {
		ValueWrapper present = this.cache.putIfAbsent(key, valueOf(value));
		if (present == null) {
			return Entry.of(value);
		}
		Entry<Object> entry = entry(present);
		return (entry != null) ? entry : write(key, value);
	}

	@Override
	public void evict(Object key) {
		this.cache.evictIfPresent(key);
	}

	@Override
	public void clear() {
		this.cache.invalidate();
	}

	private @Nullable Entry<Object> entry(@Nullable ValueWrapper wrapper) {
		if (wrapper == null) {
			return null;
		}
		Object value = wrapper.get();
		return (value != null) ? Entry.of(value) : (this.use.hasNulls()) ? Entry.of(new StoredNull()) : null;
	}

	private static @Nullable Object valueOf(Object value) {
		return (value instanceof StoredNull) ? null : value;
	}

}
