package dev.weakref.demo.spring;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import dev.weakref.demo.card.Shelf;
import dev.weakref.demo.card.Thing;
import dev.weakref.demo.live.CallbackLog;
import dev.weakref.finalizer.Finalizers;

import org.springframework.stereotype.Component;

/**
 * Tells which slide shows are on. It holds them, which it should not: that is the leak.
 */
@Component
class Billboard {

	private final AtomicInteger names = new AtomicInteger();

	private final Set<String> running = ConcurrentHashMap.newKeySet();

	private final Shelf<SlideShow> posters;

	Billboard(Finalizers finalizers, CallbackLog log) {
		this.posters = new Shelf<>(finalizers, (name) -> log.add("slide show", name));
	}

	String newName() {
		return "Slide show " + this.names.incrementAndGet();
	}

	void add(SlideShow slideShow) {
		this.running.add(slideShow.name());
		this.posters.take(slideShow.name(), slideShow);
	}

	/**
	 * Its session is over. Its poster stays.
	 */
	void ended(SlideShow slideShow) {
		this.running.remove(slideShow.name());
	}

	void clear() {
		this.posters.letGoOfAll();
	}

	/**
	 * The slide shows: the one who holds each is its session, the other one the
	 * billboard.
	 */
	List<Thing> things() {
		return this.posters.things()
			.stream()
			.map((thing) -> Thing.of(thing.name(), this.running.contains(thing.name()) ? 1 : 0, thing.holders()))
			.toList();
	}

}
