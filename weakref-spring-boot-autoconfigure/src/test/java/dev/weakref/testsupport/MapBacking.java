package dev.weakref.testsupport;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.cache.Backing;
import org.jspecify.annotations.Nullable;

/**
 * An engine in memory.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
public class MapBacking<K, V> implements Backing<K, V> {

	private final Map<K, V> values = new ConcurrentHashMap<>();

	@Override
	public @Nullable Entry<V> read(K key) {
		V value = this.values.get(key);
		return (value != null) ? Entry.of(value) : null;
	}

	@Override
	public Entry<V> write(K key, V value) {
		this.values.put(key, value);
		return Entry.of(value);
	}

	@Override
	public Entry<V> writeIfAbsent(K key, V value) {
		V present = this.values.putIfAbsent(key, value);
		return Entry.of((present != null) ? present : value);
	}

	@Override
	public void evict(K key) {
		this.values.remove(key);
	}

	@Override
	public void clear() {
		this.values.clear();
	}

}
