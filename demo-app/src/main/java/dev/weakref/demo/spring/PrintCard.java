package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.NotNowException;
import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.finalizer.Finalizers;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code @DestroyWhenUnused}: prints, each with a file.
 */
@Component
@Order(5)
class PrintCard implements Card {

	private final ObjectProvider<Print> prints;

	private final PrintFolder folder;

	private final PictureLibrary library;

	private final Rotation rotation;

	private final Shelf<Print> shelf;

	PrintCard(ObjectProvider<Print> prints, PrintFolder folder, PictureLibrary library, Finalizers finalizers) {
		this.prints = prints;
		this.folder = folder;
		this.library = library;
		this.rotation = new Rotation(library);
		this.shelf = new Shelf<>(finalizers, (name) -> {
		});
	}

	@Override
	public String name() {
		return "unused";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(Print.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", this::print, "share", this::share, "let-go", this.shelf::letGo);
	}

	@Override
	public List<Thing> things() {
		Map<String, Thing> held = this.shelf.things()
			.stream()
			.collect(Collectors.toMap(Thing::name, Function.identity()));
		return this.folder.names().stream().map((name) -> held.getOrDefault(name, Thing.of(name, 0, 0))).toList();
	}

	@Override
	public void letGoOfAll() {
		this.shelf.letGoOfAll();
	}

	private void print() {
		byte[] jpeg = this.library.thumbnail(this.rotation.next());
		Print print = this.prints.getObject();
		this.shelf.take(print.name(), print);
		print.write(jpeg);
	}

	private void share() {
		List<Print> held = this.shelf.held();
		if (held.isEmpty()) {
			throw new NotNowException("Nobody has a print. Make one first.");
		}
		Print print = held.get(held.size() - 1);
		this.shelf.take(print.name(), print);
	}

}
