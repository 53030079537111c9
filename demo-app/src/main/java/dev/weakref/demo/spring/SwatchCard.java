package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.finalizer.Finalizers;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code @Cacheable}: the colours of pictures.
 */
@Component
@Order(1)
class SwatchCard implements Card {

	private final Map<String, List<String>> colours = new ConcurrentHashMap<>();

	private final Swatches swatches;

	private final Rotation rotation;

	private final Shelf<Swatch> shelf;

	SwatchCard(Swatches swatches, PictureLibrary library, Finalizers finalizers) {
		this.swatches = swatches;
		this.rotation = new Rotation(library);
		// The log tells of it already, as it listens to every cache.
		this.shelf = new Shelf<>(finalizers, (name) -> {
		});
	}

	@Override
	public String name() {
		return "cacheable";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(Swatches.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", () -> take(this.rotation.next()), "again", () -> take(this.rotation.current()), "let-go",
				this.shelf::letGo);
	}

	@Override
	public List<Thing> things() {
		return this.shelf.things()
			.stream()
			.map((thing) -> thing.inColours(this.colours.getOrDefault(thing.name(), List.of())))
			.toList();
	}

	@Override
	public void letGoOfAll() {
		this.shelf.letGoOfAll();
	}

	private void take(String picture) {
		Swatch swatch = this.swatches.swatch(picture);
		this.colours.put(picture, swatch.colours());
		this.shelf.take(picture, swatch);
	}

}
