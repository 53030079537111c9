package dev.weakref.demo.pictures;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Holds every picture for ever.
 */
final class StrongMap implements PictureStore {

	private final Map<String, Picture> pictures;

	StrongMap() {
		// tag::strong[]
		this.pictures = new ConcurrentHashMap<>();
		// end::strong[]
	}

	@Override
	public Picture get(String name, Function<String, Picture> decode) {
		// tag::strong[]
		return this.pictures.computeIfAbsent(name, decode);
		// end::strong[]
	}

	@Override
	public Set<Integer> held() {
		return this.pictures.values().stream().map(Picture::decode).collect(Collectors.toSet());
	}

	@Override
	public void clear() {
		this.pictures.clear();
	}

}
