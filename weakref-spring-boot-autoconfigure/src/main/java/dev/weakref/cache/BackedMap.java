package dev.weakref.cache;

import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;

/**
 * A map view of a cache in front of an engine. It reads the entries of this process, and
 * writes the engine first. The operations that replace, compute or remove depending on
 * the present value are not supported, because another process could change the entry in
 * between.
 */
final class BackedMap<K, V> extends CacheMap<K, V> {

	private final String name;

	BackedMap(BackedCache<K, V> cache, Loading<K, V> loading) {
		super(cache, loading);
		this.name = cache.name();
	}

	@Override
	public boolean remove(Object key, @Nullable Object value) {
		throw unsupported("remove(key, value)");
	}

	@Override
	public boolean replace(K key, V oldValue, V newValue) {
		throw unsupported("replace");
	}

	@Override
	public @Nullable V replace(K key, V value) {
		throw unsupported("replace");
	}

	@Override
	public @Nullable V computeIfPresent(K key,
			BiFunction<? super K, ? super V, ? extends @Nullable V> remappingFunction) {
		throw unsupported("computeIfPresent");
	}

	@Override
	public @Nullable V compute(K key,
			BiFunction<? super K, ? super @Nullable V, ? extends @Nullable V> remappingFunction) {
		throw unsupported("compute");
	}

	@Override
	public @Nullable V merge(K key, V value,
			BiFunction<? super V, ? super V, ? extends @Nullable V> remappingFunction) {
		throw unsupported("merge");
	}

	private UnsupportedOperationException unsupported(String operation) {
		return new UnsupportedOperationException("The map of cache '" + this.name + "' has no " + operation
				+ ", because the engine behind the cache cannot do that in one step; use get and put");
	}

}
