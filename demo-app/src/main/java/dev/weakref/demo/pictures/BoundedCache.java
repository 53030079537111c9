package dev.weakref.demo.pictures;

import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Holds a few pictures, and never more for long: it evicts on the calling thread. It
 * forgets the others, although they may be in use.
 */
final class BoundedCache implements PictureStore {

	private final Cache<String, Picture> pictures;

	BoundedCache(int maximum) {
		// tag::bounded[]
		this.pictures = Caffeine.newBuilder().maximumSize(maximum).executor(Runnable::run).build();
		// end::bounded[]
	}

	@Override
	public Picture get(String name, Function<String, Picture> decode) {
		// tag::bounded[]
		return this.pictures.get(name, decode);
		// end::bounded[]
	}

	@Override
	public Set<Integer> held() {
		this.pictures.cleanUp();
		return this.pictures.asMap().values().stream().map(Picture::decode).collect(Collectors.toSet());
	}

	@Override
	public void clear() {
		this.pictures.invalidateAll();
	}

}
