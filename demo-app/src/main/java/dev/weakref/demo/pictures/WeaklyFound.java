package dev.weakref.demo.pictures;

import java.util.Set;
import java.util.function.Function;

import dev.weakref.cache.WeakCache;

/**
 * Holds a few pictures, and finds those that are in use elsewhere.
 */
final class WeaklyFound implements PictureStore {

	private final WeakCache<String, Picture> pictures;

	WeaklyFound(WeakCache<String, Picture> pictures) {
		this.pictures = pictures;
	}

	@Override
	public Picture get(String name, Function<String, Picture> decode) {
		// tag::weak[]
		return this.pictures.get(name, decode);
		// end::weak[]
	}

	@Override
	public Set<Integer> held() {
		return Set.of();
	}

	@Override
	public void clear() {
		this.pictures.invalidateAll();
	}

}
