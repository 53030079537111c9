package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.live.CallbackLog;
import dev.weakref.demo.pictures.Picture;
import dev.weakref.demo.pictures.PictureHolder;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.finalizer.Finalizers;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code @Memoized}: the frames of pictures that hang on a wall.
 */
@Component
@Order(2)
class FrameCard implements Card, PictureHolder {

	private final Map<String, List<String>> colours = new ConcurrentHashMap<>();

	private final Frames frames;

	private final PictureLibrary library;

	private final Rotation rotation;

	private final Shelf<Picture> wall;

	FrameCard(Frames frames, PictureLibrary library, Finalizers finalizers, CallbackLog log) {
		this.frames = frames;
		this.library = library;
		this.rotation = new Rotation(library);
		this.wall = new Shelf<>(finalizers, (name) -> log.add("frame", name));
	}

	@Override
	public String name() {
		return "memoized";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(Frames.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", () -> hang(this.rotation.next()), "again", () -> hang(this.rotation.current()), "let-go",
				this.wall::letGo);
	}

	@Override
	public List<Thing> things() {
		return this.wall.things()
			.stream()
			.map((thing) -> thing.inColours(this.colours.getOrDefault(thing.name(), List.of())))
			.toList();
	}

	@Override
	public void letGoOfAll() {
		this.wall.letGoOfAll();
	}

	@Override
	public int holds(String name) {
		return this.wall.holders(name);
	}

	private void hang(String name) {
		Picture picture = this.library.picture(name).picture();
		Frame frame = this.frames.frame(picture);
		this.colours.put(name, frame.colours());
		this.wall.take(name, picture);
	}

}
