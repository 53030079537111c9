package dev.weakref.demo.spring;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.demo.card.Card;
import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.live.CallbackLog;
import dev.weakref.demo.pictures.PictureLibrary;
import dev.weakref.demo.viewers.PictureOpened;
import dev.weakref.finalizer.Finalizers;
import dev.weakref.spring.event.WeakApplicationListeners;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * {@code @WeakEventListener} and {@code WeakApplicationListeners}: guests, each with a
 * friend, who are told what is opened.
 */
@Component
@Order(6)
class GuestCard implements Card {

	private static final String FRIEND = "Friend ";

	private final AtomicInteger numbers = new AtomicInteger();

	private final ObjectProvider<Guest> guests;

	private final WeakApplicationListeners listeners;

	private final ApplicationEventPublisher publisher;

	private final Rotation rotation;

	private final Shelf<Object> room;

	GuestCard(ObjectProvider<Guest> guests, WeakApplicationListeners listeners, ApplicationEventPublisher publisher,
			PictureLibrary library, Finalizers finalizers, CallbackLog log) {
		this.guests = guests;
		this.listeners = listeners;
		this.publisher = publisher;
		this.rotation = new Rotation(library);
		this.room = new Shelf<>(finalizers, (name) -> log.add("listener", name));
	}

	@Override
	public String name() {
		return "listeners";
	}

	@Override
	public List<Class<?>> sources() {
		return List.of(Guest.class, GuestCard.class);
	}

	@Override
	public Map<String, Runnable> actions() {
		return Map.of("use", this::invite, "open", this::open, "let-go", this::leave);
	}

	/**
	 * Guests are held as such, and friends as others.
	 */
	@Override
	public List<Thing> things() {
		return this.room.things()
			.stream()
			.map((thing) -> thing.name().startsWith(FRIEND) ? Thing.of(thing.name(), 0, thing.holders()) : thing)
			.toList();
	}

	@Override
	public void letGoOfAll() {
		this.room.letGoOfAll();
	}

	private void invite() {
		int number = this.numbers.incrementAndGet();
		this.room.take("Guest " + number, this.guests.getObject());
		Friend friend = new Friend();
		// tag::listeners[]
		this.listeners.on(friend, PictureOpened.class, Friend::look);
		// end::listeners[]
		this.room.take(FRIEND + number, friend);
	}

	private void open() {
		this.publisher.publishEvent(new PictureOpened(this.rotation.next()));
	}

	private void leave() {
		this.room.letGo();
		this.room.letGo();
	}

}
